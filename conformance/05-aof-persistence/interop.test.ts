// The file is redis-server's own: the log is a list of commands in RESP, which either of them loads.
import { readFileSync } from 'node:fs';
import { anything, between, eventually, expect, interop, ok, type Wire } from '../../harness/suite.ts';
import { aof, commandsOf, growingFile, logSize } from './log.ts';

interop(
  '05.36',
  'the log is a list of commands in RESP, only of those that changed something',
  { why: 'append the very bytes of each effective command', read: 'the-log-is-a-list-of-commands' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [key, other, value] = [random.key(), random.key(), random.text(8)];
    const commands = (name: string) =>
      `SET ${name} ${value}, GET ${name}, SETNX ${name} no, DEL ${name}, DEL ${name}, APPEND ${name} a`;
    const logged = (name: string) => [
      [expect.stringMatching(/^set$/i), name, value],
      [expect.stringMatching(/^(del|unlink)$/i), name],
      [expect.stringMatching(/^(append|set)$/i), name, 'a'],
    ];
    await send(wire, commands(key));
    await wire.pipeline(wordsOf(commands(other))).replies(ok, value, 0, 1, 0, 1); // each for itself in a burst, too
    const found = commandsOf(server.dir).filter(([name]) => name?.toUpperCase() !== 'SELECT');
    expect(found).toEqual([...logged(key), ...logged(other)]);
  },
);

interop(
  '05.37',
  'the log holds no span of time, whatever the command said',
  { why: '`EX 100` is written down as the moment at which the key expires', read: 'a-moment-not-a-span' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const key = random.key();
    await send(
      wire,
      `SET ${key} v EX 100, SET ${key} v PX 99999, SETEX ${key} 100 v, PSETEX ${key} 99999 v, EXPIRE ${key} 100, PEXPIRE ${key} 99999, GETEX ${key} EX 100`,
    );
    for (const words of commandsOf(server.dir)) {
      expect(words.join(' '), 'a command of the log').not.toMatch(/^p?expire |^p?setex |\b(ex|px)\b/i);
    }
  },
);

interop(
  '05.38',
  'a key that expires is logged as DEL',
  { why: 'whoever replays the log must not need to know what time it was', read: 'an-expiry-is-a-del' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const key = random.key();
    await wire.command('SET', key, 'v', 'PX', 10).replies(ok);
    await eventually(async () => {
      await wire.command('EXISTS', key).replies(0);
      expect(commandsOf(server.dir)).toContainEqual([expect.stringMatching(/^(del|unlink)$/i), key]);
    });
  },
);

interop(
  '05.39',
  'redis-server loads the log',
  {
    why: 'redis-server executes it command by command, and refuses one that it does not know',
    read: 'the-log-is-a-list-of-commands',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [name, binary, value] = [random.key(), random.bytes(30), random.bytes(1000)];
    await wire.command('SET', binary, value).replies(ok);
    await send(wire, writesOf(name));
    await server.crash();
    const redis = await connect(await startRedis({ ...aof, dir: server.dir }));
    await redis.command('GET', binary).replies(value);
    await expectWritesOf(name, redis);
  },
);

interop(
  '05.40',
  'redis-server loads the log that BGREWRITEAOF made',
  { why: 'a new log is of the same kind as the old one', read: 'rewriting-the-log', needs: ['redis-server'] },
  async ({ start, startRedis, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [name, added, padding] = [random.key(), random.key(), random.key()];
    await send(wire, writesOf(name));
    await wire
      .pipeline([
        ['SET', padding, random.bytes(1_048_576)],
        ['DEL', padding],
      ])
      .replies(ok, 1);
    await wire.command('BGREWRITEAOF').replies(anything);
    await eventually(async () => expect(logSize(server.dir), 'the size of the log').toBeLessThan(500_000));
    await send(wire, `APPEND ${added} d, APPEND ${added} e`);
    await server.crash();
    const redis = await connect(await startRedis({ ...aof, dir: server.dir }));
    await redis.command('GET', added).replies('de');
    await expectWritesOf(name, redis);
  },
);

interop(
  '05.41',
  'the server loads the log of a redis-server',
  {
    why: 'it begins with SELECT 0, has names in lower and upper case, PXAT, PEXPIREAT and KEEPTTL',
    read: 'the-log-is-a-list-of-commands',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis(aof);
    const there = await connect(redis);
    const [name, binary, value] = [random.key(), random.bytes(30), random.bytes(1000)];
    await there.command('SET', binary, value).replies(ok);
    await send(there, writesOf(name));
    await redis.crash();
    const wire = await connect(await start(aof, { 'appendonly.aof': readFileSync(growingFile(redis.dir)) }));
    await wire.command('GET', binary).replies(value);
    await expectWritesOf(name, wire);
  },
);

interop(
  '05.42',
  'MULTI and EXEC in the log of a redis-server do no harm',
  {
    why: 'redis-server puts them around commands that belong together; the commands between them count',
    read: 'the-log-is-a-list-of-commands',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis(aof);
    const there = await connect(redis);
    const name = random.key();
    await send(there, `MULTI, SET ${name} 41, INCR ${name}, EXEC, INCR ${name}`);
    await redis.crash();
    const wire = await connect(await start(aof, { 'appendonly.aof': readFileSync(growingFile(redis.dir)) }));
    await wire.command('GET', name).replies('43');
  },
);

/** Sends commands, such as `SET a 1, INCR a`. */
async function send(wire: Wire, commands: string): Promise<void> {
  for (const words of wordsOf(commands)) await wire.command(...words).replies(anything);
}

const wordsOf = (commands: string): string[][] => commands.split(', ').map((command) => command.split(' '));

/** Writes of every kind, to keys that begin so. */
const writesOf = (name: string): string =>
  [
    `SET ${name}:set 1, set ${name}:set 2, SET ${name}:xx 1, SET ${name}:xx 2 XX GET, SETNX ${name}:nx 1`,
    `SET ${name}:counter 40, INCR ${name}:counter, DECRBY ${name}:counter 3`,
    `APPEND ${name}:append ab, APPEND ${name}:append cd, MSET ${name}:m1 1 ${name}:m2 2, GETSET ${name}:m2 3`,
    `SET ${name}:gone 1, DEL ${name}:gone, SET ${name}:taken 1, GETDEL ${name}:taken`,
    `SET ${name}:past 1, EXPIRE ${name}:past -1`,
    `SET ${name}:dated 1 EX 1000, SET ${name}:dated 2 KEEPTTL, INCR ${name}:dated`,
    `SETEX ${name}:lasting 1000 v, PERSIST ${name}:lasting`,
  ].join(', ');

/** The server holds what `writesOf(name)` leaves. */
async function expectWritesOf(name: string, wire: Wire): Promise<void> {
  const left = {
    set: '2',
    xx: '2',
    nx: '1',
    counter: '38',
    append: 'abcd',
    m1: '1',
    m2: '3',
    dated: '3',
    lasting: 'v',
  };
  const gone = { gone: null, taken: null, past: null };
  const all = Object.entries({ ...left, ...gone });
  await wire.command('MGET', ...all.map(([key]) => `${name}:${key}`)).replies(all.map(([, value]) => value));
  await wire.command('TTL', `${name}:dated`).replies(between(1, 1000));
  await wire.command('TTL', `${name}:lasting`).replies(-1);
}
