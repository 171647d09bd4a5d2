// What the processes of a group are doing, as Linux tells it in /proc (proc(5)).
import { readdirSync, readFileSync } from 'node:fs';

/**
 * A text that stays the same as long as every thread of the group sleeps: the processor time of each. It is `busy`
 * when one runs or waits for the disk, and empty where this can't be seen.
 */
export function groupActivity(pgid: number): string {
  let activity = '';
  for (const pid of numbersIn('/proc')) {
    if (statOf(`/proc/${pid}/stat`)?.group !== pgid) continue;
    for (const thread of numbersIn(`/proc/${pid}/task`)) {
      const stat = statOf(`/proc/${pid}/task/${thread}/stat`);
      if (stat === undefined) continue;
      if (!['S', 'I', 'Z'].includes(stat.state)) return 'busy';
      activity += ` ${thread}:${stat.time}`;
    }
  }
  return activity;
}

function numbersIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fields of `stat` after the command's name, which may hold anything, a closing bracket included. */
function statOf(file: string): { state: string; group: number; time: string } | undefined {
  try {
    const text = readFileSync(file, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', group: Number(fields[2]), time: `${fields[11]}+${fields[12]}` };
  } catch {
    return undefined;
  }
}
