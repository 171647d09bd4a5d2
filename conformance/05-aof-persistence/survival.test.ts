// Takes long. What was acknowledged is there after a crash: the log holds each command that changed something, and is replayed.
import { core, expect, ok, type Word } from '../../harness/suite.ts';
import { aof, crashed, logFiles, logSize } from './log.ts';

core(
  '05.1',
  'a write makes the log in --dir grow',
  { why: 'a command that changed something is appended to the log', read: 'the-log-is-a-list-of-commands' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(8)).replies(ok);
    const before = logSize(server.dir);
    await wire.command('SET', random.key(), random.text(100)).replies(ok);
    expect(logSize(server.dir), 'the size of the log').toBeGreaterThanOrEqual(before + 100);
  },
);

core(
  '05.2',
  'a value is there after SIGKILL and a restart',
  { why: 'at start, the commands of the log are executed again', read: 'replay-before-listen' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [key, value] = [random.key(), random.text(1, 20)];
    await (await connect(server)).command('SET', key, value).replies(ok);
    await (await crashed(server, connect)).command('GET', key).replies(value);
  },
);

core(
  '05.3',
  'keys and values of any bytes survive',
  {
    why: 'the log holds bytes; what is written or read as UTF-8 text changes',
    read: 'the-log-is-a-list-of-commands',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const pairs: [Word, Word][] = [
      [random.key(), ''],
      [`${random.key()}\r\n`, `${random.text(3)}\r\n$3\r\nfoo\r\n*1\r\n`],
      [Buffer.concat([random.bytes(8), every]), Buffer.concat([every, random.bytes(1, 300)])],
      [`${random.key()} ü €`, 'naïve ☃ 𝄞'],
      [random.key(), random.bytes(1_000_000, 1_200_000)],
    ];
    for (const [key, value] of pairs) await wire.command('SET', key, value).replies(ok);
    const again = await crashed(server, connect);
    for (const [key, value] of pairs) await again.command('GET', key).replies(value);
  },
);

core(
  '05.4',
  'every kind of write survives',
  {
    why: 'each of these commands changes data, so each belongs in the log',
    read: 'only-what-changed-something',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const histories: [after: string | null, (key: string) => string][] = [
      [null, (key) => `SET ${key} 1, FLUSHALL`],
      ['2', (key) => `SET ${key} 1, SET ${key} 2`],
      ['2', (key) => `SET ${key} 1, SET ${key} 2 XX GET`],
      ['41', (key) => `SET ${key} 40, INCR ${key}`],
      ['-8', (key) => `DECR ${key}, INCRBY ${key} 3, DECRBY ${key} 10`],
      ['abcd', (key) => `APPEND ${key} ab, APPEND ${key} cd`],
      ['m', (key) => `MSET ${key}2 l ${key} m`],
      ['n', (key) => `SETNX ${key} n, SETNX ${key} o`],
      ['h', (key) => `GETSET ${key} g, GETSET ${key} h`],
      [null, (key) => `SET ${key} 1, DEL ${key}2 ${key}`],
      [null, (key) => `SET ${key} 1, GETDEL ${key}`],
      [null, (key) => `SET ${key} 1, EXPIRE ${key} -1`],
      ['e', (key) => `SETEX ${key} 1000 e`],
      ['p', (key) => `PSETEX ${key} 1000000 p`],
    ];
    const expected: [key: string, after: string | null][] = [];
    for (const [after, history] of histories) {
      const key = random.key();
      expected.push([key, after]);
      for (const command of history(key).split(', ')) await wire.command(...command.split(' ')).reply();
    }
    const again = await crashed(server, connect);
    for (const [key, after] of expected) await again.command('GET', key).replies(after);
  },
);

core(
  '05.5',
  'what changed nothing is not logged',
  {
    why: 'a log of reads, refused options and failed commands only grows; a `dirty` counter tells what changed data',
    read: 'only-what-changed-something',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [key, missing] = [random.key(), random.key()];
    await wire.command('SET', key, random.text(5)).replies(ok);
    const before = logSize(server.dir);
    const harmless = [
      'PING',
      `GET ${key}`,
      `STRLEN ${key}`,
      'DBSIZE',
      `SET ${key} ${random.text(5)} NX`,
      `SET ${missing} ${random.text(5)} XX`,
      `SETNX ${key} ${random.text(5)}`,
      `INCR ${key}`,
      `DEL ${missing}`,
      `GETDEL ${missing}`,
      `EXPIRE ${missing} 100`,
      `PERSIST ${key}`,
      `SET ${key}`,
      'NOSUCHCOMMAND',
    ];
    for (const command of harmless) {
      await wire.command(...command.split(' ')).reply();
      expect(logSize(server.dir), `the size of the log after ${command}`).toBe(before);
    }
  },
);

core(
  '05.6',
  'a replay is not logged again',
  {
    why: 'commands that come out of the log must not go into it: after two starts they would be there twice',
    read: 'replay-before-listen',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [key, text] = [random.key(), random.text(3, 9)];
    await (await connect(server)).command('APPEND', key, text).replies(text.length);
    await crashed(server, connect);
    const again = await crashed(server, connect);
    await again.command('GET', key).replies(text);
  },
);

core(
  '05.7',
  'without --appendonly yes there is no log',
  { why: 'the flag is `no` unless it is given', read: 'the-log-is-a-list-of-commands' },
  async ({ server, wire, random }) => {
    await wire.command('SET', random.key(), random.text(8)).replies(ok);
    expect(logFiles(server.dir), 'files of a log').toEqual([]);
  },
);
