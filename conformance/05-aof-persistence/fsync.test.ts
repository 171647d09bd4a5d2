// What reaches the disk when: seen in the system calls of the server.
import { readFileSync } from 'node:fs';
import { core, expect, ok, type Server } from '../../harness/suite.ts';
import { aof } from './log.ts';

core(
  '05.31',
  'the log is written once for a burst of commands, not once for each',
  {
    why: 'collect what the commands of a burst append, and write it at the end of the turn of the event loop',
    read: 'one-write-for-a-burst',
  },
  async ({ start, connect, random, skip }) => {
    const server = await start(aof);
    const wire = await connect(server);
    await wire.command('SET', random.key(), 0).replies(ok);
    const before = writes(server);
    const commands = Array.from({ length: 400 }, () => ['SET', random.key(), random.text(3)]);
    await wire.pipeline(commands).replies(...commands.map(() => ok));
    const after = writes(server);
    if (before === undefined || after === undefined)
      skip('Linux tells how often a process wrote, in /proc/<pid>/io');
    else if (after === before) skip('the process that was started does not write by itself');
    else expect(after - before, 'system calls that write, for 400 commands').toBeLessThan(100);
  },
);

/** How many write calls the process has made; undefined where this can't be seen. */
function writes(server: Server): number | undefined {
  try {
    return Number(/^syscw: (\d+)$/m.exec(readFileSync(`/proc/${server.pid}/io`, 'latin1'))?.[1]);
  } catch {
    return undefined;
  }
}
