// The four tasks of starter/05-aof-persistence/EXERCISES.md.
import { readFileSync, truncateSync } from 'node:fs';
import { basename } from 'node:path';
import {
  anything,
  encodeCommand,
  error,
  eventually,
  exercise,
  expect,
  like,
  ok,
  type Wire,
} from '../../harness/suite.ts';
import { aof, crashed, growingFile, logFiles, logSize } from './log.ts';

exercise(
  '05.43',
  'with --aof-load-truncated no, a torn last command stops the start: exit status 1, and a message that names the file',
  { why: 'some would rather look at the file than lose even half a command', read: 'torn-or-corrupt' },
  async ({ start, connect, random, refuses }) => {
    const server = await start(aof);
    const wire = await connect(server);
    for (let i = 0; i < 3; i++) await wire.command('SET', random.key(), random.text(30)).replies(ok);
    await server.crash();
    const file = growingFile(server.dir);
    truncateSync(file, readFileSync(file).length - random.integer(1, 30));
    const { exit, output } = await refuses({ ...aof, 'aof-load-truncated': 'no', dir: server.dir });
    expect(exit.code, 'the exit status').toBe(1);
    expect(output).toContain('appendonly.aof');
    await server.restart({ flags: { 'aof-load-truncated': 'yes' } });
  },
);

exercise(
  '05.44',
  'with --aof-load-truncated no, a log that is whole is loaded',
  { why: 'only a log whose last command is torn is refused', read: 'torn-or-corrupt' },
  async ({ start, connect, random }) => {
    const server = await start({ ...aof, 'aof-load-truncated': 'no' });
    const [key, value] = [random.key(), random.bytes(1, 99)];
    await (await connect(server)).command('SET', key, value).replies(ok);
    await (await crashed(server, connect)).command('GET', key).replies(value);
  },
);

const auto = { ...aof, 'auto-aof-rewrite-percentage': '100', 'auto-aof-rewrite-min-size': '100000' };

exercise(
  '05.45',
  'a log that is twice as long as after the last rewrite, and long enough, is rewritten by itself',
  {
    why: '--auto-aof-rewrite-percentage 100 and --auto-aof-rewrite-min-size 100000: from 100,000 bytes on',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(auto);
    const wire = await connect(server);
    const key = random.key();
    for (let i = 0; i < 50; i++) await wire.command('SET', key, random.bytes(20_000)).replies(ok);
    // A rewrite under load may leave much behind it; with few writes the next one leaves little.
    await eventually(async () => {
      await wire.command('SET', key, random.bytes(20_000)).replies(ok);
      expect(logSize(server.dir), 'the size of the log').toBeLessThan(100_000);
    });
  },
);

exercise(
  '05.46',
  'a log that rewrites itself loses nothing, and has nothing twice',
  { why: 'it is the same rewrite as the one of BGREWRITEAOF', read: 'rewriting-the-log' },
  async ({ start, connect, random }) => {
    const server = await start(auto);
    const wire = await connect(server);
    const [counter, padding] = [random.key(), random.key()];
    for (let i = 1; i <= 300; i++) {
      await wire.command('INCR', counter).replies(i);
      await wire.command('SET', padding, random.bytes(5000)).replies(ok);
    }
    const again = await crashed(server, connect);
    await again.command('GET', counter).replies('300');
    await again.command('STRLEN', padding).replies(5000);
  },
);

exercise(
  '05.47',
  'CONFIG SET appendonly yes begins a log, with all that is there already',
  {
    why: 'a log that begins today must begin with the dataset of today: rewrite it first',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start({ ...aof, appendonly: 'no' });
    const wire = await connect(server);
    const [before, dated, after] = [random.key(), random.key(), random.key()];
    await wire.command('SET', before, 1).replies(ok);
    await wire.command('SET', dated, 2, 'EX', 1000).replies(ok);
    await wire.command('CONFIG', 'SET', 'appendonly', 'yes').replies(ok);
    await wire.command('INCR', before).replies(2);
    await wire.command('SET', after, 3).replies(ok);
    await rewritten(wire);
    await wire.command('INCR', after).replies(4);
    await server.crash();
    await server.restart({ flags: { appendonly: 'yes' } });
    const again = await connect(server);
    await again.command('MGET', before, dated, after).replies(['2', '2', '4']);
    await again.command('PERSIST', dated).replies(1);
  },
);

exercise(
  '05.48',
  'CONFIG SET appendonly no ends the log; yes begins a new one',
  {
    why: 'nothing is appended in between, so the old log is worth nothing afterwards',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [kept, gone, unlogged] = [random.key(), random.key(), random.key()];
    await wire.command('SET', kept, 1).replies(ok);
    await wire.command('SET', gone, 1).replies(ok);
    await wire.command('CONFIG', 'SET', 'appendonly', 'no').replies(ok);
    await wire.command('CONFIG', 'GET', 'appendonly').replies(['appendonly', 'no']);
    const before = logSize(server.dir);
    await wire.command('DEL', gone).replies(1);
    await wire.command('SET', unlogged, 2).replies(ok);
    expect(logSize(server.dir), 'the size of the log').toBe(before);
    await wire.command('CONFIG', 'SET', 'appendonly', 'yes').replies(ok);
    await rewritten(wire);
    const again = await crashed(server, connect);
    await again.command('MGET', kept, gone, unlogged).replies(['1', null, '2']);
  },
);

exercise(
  '05.49',
  'CONFIG SET appendonly takes yes and no, and nothing else',
  { why: 'a typing error must not turn the log off', read: 'rewriting-the-log' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    await wire.command('CONFIG', 'SET', 'appendonly', random.text(4, 9)).replies(error(/^ERR /));
    await wire.command('CONFIG', 'GET', 'appendonly').replies(['appendonly', 'yes']);
  },
);

exercise(
  '05.50',
  'a folder appendonlydir is loaded: the files that its manifest names, in its order',
  {
    why: 'the base (type b) comes first, then each increment (type i); history (type h) and other files are no part of it',
    read: 'redis-7-keeps-a-folder',
  },
  async ({ start, connect, random }) => {
    const key = random.key();
    const append = (text: string) => encodeCommand(['APPEND', key, text]);
    const manifest = [
      'file appendonly.aof.2.base.aof seq 2 type b',
      'file appendonly.aof.1.incr.aof seq 1 type h',
      'file appendonly.aof.2.incr.aof seq 2 type i',
      'file appendonly.aof.10.incr.aof seq 10 type i',
    ];
    const files = {
      'appendonly.aof.manifest': `${manifest.join('\n')}\n`,
      'appendonly.aof.2.base.aof': encodeCommand(['SET', key, 'a']),
      'appendonly.aof.1.incr.aof': append('history'),
      'appendonly.aof.2.incr.aof': append('b'),
      'appendonly.aof.10.incr.aof': append('c'),
      'appendonly.aof.11.incr.aof': append('not named'),
    };
    const wire = await connect(await start(aof, inFolder(files)));
    await wire.command('GET', key).replies('abc');
  },
);

exercise(
  '05.51',
  'the folder of a redis-server is loaded, and what is written then survives beside it',
  {
    why: 'its first base is an RDB file without keys (without --aof-use-rdb-preamble no); after a rewrite it is RESP',
    read: 'redis-7-keeps-a-folder',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis({ ...aof, 'aof-use-rdb-preamble': random.pick(['yes', 'no']) });
    const there = await connect(redis);
    const [key, counter, value] = [random.bytes(10), random.key(), random.bytes(1, 500)];
    await there.command('SET', key, value).replies(ok);
    await there.command('INCR', counter).replies(1);
    await redis.crash();
    const files = logFiles(redis.dir).map((file) => [basename(file), readFileSync(file)]);
    const server = await start(aof, inFolder(Object.fromEntries(files)));
    const wire = await connect(server);
    await wire.command('GET', key).replies(value);
    await wire.command('INCR', counter).replies(2);
    const again = await crashed(server, connect);
    await again.command('GET', key).replies(value);
    await again.command('INCR', counter).replies(3);
  },
);

exercise(
  '05.52',
  'the folder of a redis-server that has rewritten its log is loaded',
  {
    why: 'with --aof-use-rdb-preamble no the base holds commands like any log',
    read: 'redis-7-keeps-a-folder',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis({ ...aof, 'aof-use-rdb-preamble': 'no' });
    const there = await connect(redis);
    const [dated, counter, value] = [random.key(), random.key(), random.text(1, 500)];
    await there.command('SET', dated, value, 'EX', 1000).replies(ok);
    await there.command('INCR', counter).replies(1);
    await there.command('BGREWRITEAOF').replies(anything);
    await rewritten(there);
    await there.command('APPEND', dated, 'more').replies(value.length + 4);
    await there.command('INCR', counter).replies(2);
    await redis.crash();
    const files = logFiles(redis.dir).map((file) => [basename(file), readFileSync(file)]);
    const wire = await connect(await start(aof, inFolder(Object.fromEntries(files))));
    await wire.command('GET', dated).replies(`${value}more`);
    await wire.command('GET', counter).replies('2');
    await wire.command('PERSIST', dated).replies(1);
  },
);

/** Waits until no rewrite is under way. */
function rewritten(wire: Wire): Promise<void> {
  const idle = like(/aof_rewrite_in_progress:0(?!.*aof_rewrite_scheduled:1)/s);
  return eventually(() => wire.command('INFO', 'persistence').replies(idle));
}

/** Files of `appendonlydir/`. */
function inFolder(files: Readonly<Record<string, string | Buffer>>): Record<string, string | Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`appendonlydir/${name}`, bytes]));
}
