// What goes to the disk, when, and in how many pieces.
import { readFileSync } from 'node:fs';
import {
  core,
  eventually,
  expect,
  Failure,
  interop,
  ok,
  type Server,
  simple,
  type Wire,
} from '../../harness/suite.ts';
import { aof, growingFile } from './log.ts';
import { type Act, actsOf, failingSync, probe, tracing } from './trace.ts';

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
    growingFile(server.dir);
    const keys = Array.from({ length: 400 }, () => random.key());
    const counts: number[] = [];
    for (const [commands, reply] of [
      [keys.map((key) => ['GET', key]), null],
      [keys.map((key) => ['SET', key, random.text(3)]), ok],
    ] as const) {
      const before = writes(server);
      await wire.pipeline(commands).replies(...keys.map(() => reply));
      counts.push(writes(server) - before);
    }
    // What a server writes to its client, in one piece or in many, it writes for GET too.
    const [forGet = Number.NaN, forSet = Number.NaN] = counts;
    if (Number.isNaN(forSet)) skip('only Linux tells how often a process wrote, in /proc/<pid>/io');
    else if (forSet === 0) skip('the process that was started does not write by itself');
    else expect(forSet - forGet, 'calls of write() for the log, for 400 commands').toBeLessThan(100);
  },
);

interop(
  '05.32',
  'with --appendfsync always, each reply follows an fsync that follows the write',
  {
    why: '`always` promises that what was acknowledged survives a power cut: first write, then fsync, then reply',
    read: 'fsync-policies',
    needs: ['strace'],
  },
  async ({ start, connect, random, run, skip }) => {
    await probed(run, skip);
    // An fsync that nobody waits for loses the race when it takes 5 ms longer.
    const server = await start({ ...aof, appendfsync: 'always' }, {}, { through: tracing(5) });
    const wire = await connect(server);
    for (let i = 0; i < 10; i++) await wire.command('SET', random.key(), random.text(8)).replies(ok);
    const acts = await actsUntil(server, (seen) => seen.filter((act) => act === 'reply').length === 10);
    if (acts === undefined) skip(unseen);
    const before = acts?.join(', ').split(/(?:, )?reply/) ?? [];
    for (const acted of before.slice(0, 10)) {
      expect(acted, 'before a reply').toMatch(/write, sync begins, sync ends(, sync (begins|ends))*$/);
    }
  },
);

interop(
  '05.33',
  'with --appendfsync always, one fsync serves all clients that wait for it',
  {
    why: 'while the disk is busy, commands of other clients gather; they share the next write and the next fsync',
    read: 'one-write-for-a-burst',
    needs: ['strace'],
  },
  async ({ start, connect, random, run, skip }) => {
    await probed(run, skip);
    const server = await start({ ...aof, appendfsync: 'always' }, {}, { through: tracing(30) });
    const wires: Wire[] = [];
    while (wires.length < 20) wires.push(await connect(server));
    // A server may accept its clients one by one: all of them are met before the burst.
    for (const wire of wires) await wire.command('PING').replies(simple('PONG'));
    for (const wire of wires) wire.command('SET', random.key(), random.text(8));
    for (const wire of wires) await wire.replies(ok);
    const acts = await actsUntil(server, (seen) => seen.filter((act) => act === 'reply').length === 20);
    if (acts === undefined) skip(unseen);
    const count = acts?.filter((act) => act === 'sync ends').length;
    expect(count, 'how often the log was synced for 20 clients').toBeLessThanOrEqual(10);
  },
);

interop(
  '05.34',
  'with --appendfsync everysec, an fsync follows within a second or so',
  {
    why: 'the system may keep written bytes in memory for half a minute: a timer has to call fsync',
    read: 'fsync-policies',
    needs: ['strace'],
  },
  async ({ start, connect, random, run, skip }) => {
    await probed(run, skip);
    const server = await start({ ...aof, appendfsync: 'everysec' }, {}, { through: tracing(0) });
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(8)).replies(ok);
    if ((await actsUntil(server, (seen) => seen.includes('write'))) === undefined) skip(unseen);
    await eventually(async () => {
      const acts = actsOf(server);
      const after = acts.slice(acts.indexOf('write'));
      expect(after, 'what was done since the write').toContain('sync ends');
    });
  },
);

interop(
  '05.35',
  'with --appendfsync always, a write whose fsync fails is not acknowledged',
  {
    why: 'after a failed fsync nobody knows what is on the disk: the error belongs to the client',
    read: 'when-the-disk-says-no',
    needs: ['strace'],
  },
  async ({ start, connect, random, run, skip }) => {
    await probed(run, skip);
    const flags = { ...aof, appendfsync: 'always' };
    const healthy = await start(flags);
    await (await connect(healthy)).command('SET', random.key(), 1).replies(ok);
    await healthy.crash();
    const { dir } = healthy;
    const server = await start({ ...flags, dir }, {}, { through: failingSync(growingFile(dir)) });
    const wire = await connect(server);
    const reply = await wire
      .command('SET', random.key(), random.text(8))
      .reply()
      .catch((failure: unknown) => {
        if (failure instanceof Failure && failure.verdict === 'connection closed') return 'closed';
        throw failure;
      });
    await server.crash();
    if (!server.output().includes('EIO')) skip('the server calls no fsync that strace could let fail');
    expect(Buffer.isBuffer(reply) ? `+${reply}` : 'refused', 'the reply').toBe('refused');
  },
);

const unseen = 'strace does not see how this server writes or replies';

/** Skips the test where strace can't trace. */
async function probed(
  run: (file: string, ...args: string[]) => Promise<{ exitCode: number | undefined; stderr: string }>,
  skip: (reason: string) => never,
): Promise<void> {
  const { exitCode, stderr } = await run('strace', ...probe);
  if (exitCode !== 0) skip(`strace can't trace here: ${stderr.split('\n')[0]}`);
}

/** The acts of a traced server, once they are as wanted; undefined when they never are. */
async function actsUntil(
  server: Server,
  wanted: (acts: readonly Act[]) => boolean,
): Promise<Act[] | undefined> {
  const look = async () => {
    const acts = actsOf(server);
    if (!wanted(acts)) throw new Error('not yet');
    return acts;
  };
  return eventually(look, { within: 3000 }).catch(() => undefined);
}

/** How many calls that write the process has made; NaN where this can't be seen. */
function writes(server: Server): number {
  try {
    return Number(/^syscw: (\d+)$/m.exec(readFileSync(`/proc/${server.pid}/io`, 'latin1'))?.[1]);
  } catch {
    return Number.NaN;
  }
}
