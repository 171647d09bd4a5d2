// The processes of a group, as Linux tells it in /proc (proc(5)). Elsewhere nothing is seen, and nothing is concluded.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * A text that stays the same as long as every thread of the group sleeps: the processor time of each. It is `busy`
 * when one runs or waits for the disk, and empty where this can't be seen.
 */
export function groupActivity(pgid: number): string {
  let activity = '';
  for (const pid of groupMembers(pgid)) {
    for (const thread of numbersIn(`/proc/${pid}/task`)) {
      const stat = statOf(`/proc/${pid}/task/${thread}/stat`);
      if (stat === undefined) continue;
      if (!['S', 'I', 'Z'].includes(stat.state)) return 'busy';
      activity += ` ${thread}:${stat.time}`;
    }
  }
  return activity;
}

/** The processor time that the group's processes have used so far, in ms; 0 where this can't be seen. */
export function groupTime(pgid: number): number {
  const times = groupMembers(pgid).map((pid) => statOf(`/proc/${pid}/stat`)?.time ?? '0+0');
  const ticks = times.flatMap((time) => time.split('+').map(Number));
  // Linux tells it in hundredths of a second (USER_HZ, time(7)).
  return 10 * ticks.reduce((sum, tick) => sum + tick, 0);
}

/** What the processes of the group use together; undefined where this can't be seen. */
export interface Usage {
  /** Resident memory in bytes. */
  readonly memory: number;
  /** Open file descriptors: files, sockets, pipes. */
  readonly files: number;
}

/** Adds up what the processes of a group use. */
export function groupUsage(pgid: number): Usage | undefined {
  const members = groupMembers(pgid);
  if (members.length === 0) return undefined;
  const resident = members.map((pid) =>
    Number(/^VmRSS:\s*(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0),
  );
  return {
    memory: 1024 * resident.reduce((sum, kilobytes) => sum + kilobytes, 0),
    files: members.reduce((sum, pid) => sum + numbersIn(`/proc/${pid}/fd`).length, 0),
  };
}

const membersSeen = new Map<number, { pids: readonly string[]; at: number }>();

/** The members of a group. Looking through all processes takes its time, so that is done once a second at most. */
function groupMembers(pgid: number): readonly string[] {
  const seen = membersSeen.get(pgid);
  if (seen !== undefined && performance.now() - seen.at < 1000) return seen.pids;
  const pids = numbersIn('/proc').filter((pid) => statOf(`/proc/${pid}/stat`)?.group === pgid);
  membersSeen.clear();
  membersSeen.set(pgid, { pids, at: performance.now() });
  return pids;
}

/** The fields of `stat` after the command's name, which may hold anything, a closing bracket included. */
function statOf(file: string): { state: string; group: number; time: string } | undefined {
  const text = read(file);
  if (text === '') return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', group: Number(fields[2]), time: `${fields[11]}+${fields[12]}` };
}

function numbersIn(folder: string): string[] {
  return attempt(() => readdirSync(folder).filter((name) => /^\d+$/.test(name))) ?? [];
}

function read(file: string): string {
  return attempt(() => readFileSync(file, 'latin1')) ?? '';
}

/** A process may end between any two looks at it. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
