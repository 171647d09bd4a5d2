// A start on a log that a crash, or worse, has left behind.
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  core,
  ErrorReply,
  encodeCommand,
  expect,
  Failure,
  ok,
  type Random,
  type Server,
  type Wire,
} from '../../harness/suite.ts';
import { aof, crashed, growingFile } from './log.ts';

core(
  '05.14',
  'a torn last command is dropped, and nothing before it is lost',
  {
    why: 'a crash may cut the last command short at any byte; what comes before it is whole',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [keys, last] = await writeSome(await connect(server), random);
    await tear(server, random);
    const again = await restarted(server, connect);
    for (const [key, value] of keys) await again.command('GET', key).replies(value);
    await again.command('EXISTS', last).replies(0);
  },
);

core(
  '05.15',
  'a torn last command is told in a warning that names the file',
  { why: 'data was dropped: whoever runs the server must be able to see it', read: 'torn-or-corrupt' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    await writeSome(await connect(server), random);
    await tear(server, random);
    await server.restart();
    const lines = server.output().split('\n');
    const warning =
      /warn|truncat|torn|short|cut|incomplete|unfinished|unexpected|partial|dropp|discard|ignor/i;
    expect(lines).toContainEqual(expect.stringMatching(/appendonly\.aof/));
    expect(lines.filter((line) => line.includes('appendonly.aof')).join('\n')).toMatch(warning);
  },
);

core(
  '05.16',
  'what is written after a torn command survives too',
  {
    why: 'the torn bytes must be cut off the file: else new commands are appended to half a command',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [keys] = await writeSome(await connect(server), random);
    await tear(server, random);
    const [later] = await writeSome(await restarted(server, connect), random);
    const again = await crashed(server, connect);
    for (const [key, value] of [...keys, ...later]) await again.command('GET', key).replies(value);
  },
);

core(
  '05.17',
  'a log that is corrupt in the middle stops the start: exit status 1, and a message that names the file',
  {
    why: 'commands after the damage would be lost in silence; a person has to decide what to do',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random, refuses }) => {
    const server = await start(aof);
    await corrupt(server, await connect(server), random);
    const { exit, output } = await refuses({ ...aof, dir: server.dir });
    expect(exit.code, 'the exit status').toBe(1);
    expect(output).toContain('appendonly.aof');
  },
);

core(
  '05.18',
  'the message about a corrupt log says at which offset',
  {
    why: 'the offset tells whoever repairs the file where to look',
    read: 'torn-or-corrupt',
    notOnRedis: 'redis-server names the file only; redis-check-aof then tells the offset',
  },
  async ({ start, connect, random, refuses }) => {
    const server = await start(aof);
    const { from, to } = await corrupt(server, await connect(server), random);
    const { output } = await refuses({ ...aof, dir: server.dir });
    const numbers = output.match(/\d+/g)?.map(Number) ?? [];
    expect(
      numbers.filter((number) => number >= from && number <= to),
      `numbers from ${from} to ${to} in the message: ${output}`,
    ).not.toEqual([]);
  },
);

core(
  '05.19',
  'no client ever sees a dataset that is replayed by half',
  {
    why: 'the port opens when the replay is done (or commands are answered with -LOADING until then)',
    read: 'replay-before-listen',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [key, count] = [random.key(), 50_000];
    // So many commands that a client can come in between.
    const values = Array.from({ length: count }, () => `${random.integer(100_000, 999_999)}`);
    for (let i = 0; i < count; i += 1000) {
      const commands = values.slice(i, i + 1000).map((value) => encodeCommand(['SET', key, value]));
      await wire.bytes(Buffer.concat(commands)).receives('+OK\r\n'.repeat(commands.length));
    }
    await wire.command('SET', key, 'the last').replies(ok);
    await server.crash();
    let failed = false;
    const restart = server.restart({ samePort: true }).catch((error: unknown) => {
      failed = true;
      throw error;
    });
    const [seen] = await Promise.all([firstSight(server, connect, key, () => failed), restart]);
    expect(Buffer.isBuffer(seen) ? seen.toString() : seen, 'what the first client saw').toBe('the last');
  },
);

core(
  '05.20',
  'a --dir that is not there stops the start: exit status 1, and a message that names it',
  { why: 'a server that cannot keep its promise must not make it', read: 'when-the-disk-says-no' },
  async ({ refuses, server, random }) => {
    const dir = join(server.dir, random.text(8), 'missing');
    const { exit, output } = await refuses({ ...aof, dir });
    expect(exit.code, 'the exit status').toBe(1);
    expect(output).toContain(dir);
  },
);

core(
  '05.21',
  'the log wins over an RDB snapshot beside it',
  {
    why: 'the snapshot may be hours old; the log has each write, so only the log is loaded',
    read: 'the-log-wins-over-a-snapshot',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [key, value, other] = [random.key(), random.text(8), random.key()];
    await (await connect(server)).command('SET', key, value).replies(ok);
    await server.crash();
    writeFileSync(join(server.dir, 'dump.rdb'), snapshot({ [key]: 'old', [other]: 'old' }));
    const again = await restarted(server, connect);
    await again.command('GET', key).replies(value);
    await again.command('EXISTS', other).replies(0);
  },
);

type Connect = (to: Server) => Promise<Wire>;

async function restarted(server: Server, connect: Connect): Promise<Wire> {
  await server.restart();
  return connect(server);
}

/** Sets some keys, then one more. */
async function writeSome(wire: Wire, random: Random): Promise<[keys: [string, string][], last: string]> {
  const keys = Array.from({ length: 5 }, (): [string, string] => [random.key(), random.text(1, 30)]);
  for (const [key, value] of keys) await wire.command('SET', key, value).replies(ok);
  const last = random.key();
  await wire.command('SET', last, random.text(30)).replies(ok);
  return [keys, last];
}

/** Kills the server and cuts its last command short: the value alone has 30 bytes. */
async function tear(server: Server, random: Random): Promise<void> {
  await server.crash();
  const file = growingFile(server.dir);
  truncateSync(file, statSync(file).size - random.integer(1, 30));
}

/** Kills the server and overwrites some commands in the middle of its log: those between these offsets. */
async function corrupt(server: Server, wire: Wire, random: Random): Promise<{ from: number; to: number }> {
  await writeSome(wire, random);
  const file = growingFile(server.dir);
  const from = statSync(file).size;
  await writeSome(wire, random);
  const to = statSync(file).size;
  await writeSome(wire, random);
  await server.crash();
  const bytes = readFileSync(file);
  // No digits, and the count of arguments stays whole: else the damage may look like something longer.
  bytes.fill(random.pick(['x', '!', '\0']), from + random.integer(4, 20), to);
  writeFileSync(file, bytes);
  return { from, to };
}

/** What the first client that gets an answer sees under this key, or undefined when the server doesn't start. */
async function firstSight(server: Server, connect: Connect, key: string, ended: () => boolean) {
  while (!ended()) {
    try {
      const reply = await (await connect(server)).command('GET', key).reply();
      if (!(reply instanceof ErrorReply && reply.message.startsWith('LOADING'))) return reply;
    } catch (error) {
      if (!(error instanceof Failure) || error.verdict !== 'connection closed') throw error;
    }
    await delay(1);
  }
  return undefined;
}

/** An RDB file with these keys, short ones: https://github.com/redis/redis/blob/7.0/src/rdb.h */
function snapshot(values: Record<string, string>): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  const keys = Object.entries(values).map(([key, value]) =>
    Buffer.concat([Buffer.of(0), text(key), text(value)]),
  );
  // Database 0, the keys, the end, and a checksum of 0: "none".
  return Buffer.concat([
    Buffer.from('REDIS0009'),
    Buffer.of(0xfe, 0),
    ...keys,
    Buffer.of(0xff),
    Buffer.alloc(8),
  ]);
}
