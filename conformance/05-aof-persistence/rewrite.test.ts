// Takes long. BGREWRITEAOF: a shorter log with the same meaning, made while everything goes on.
import {
  anyOf,
  between,
  core,
  error,
  eventually,
  expect,
  ok,
  type Random,
  type Server,
  simple,
  type Wire,
} from '../../harness/suite.ts';
import { aof, crashed, logSize } from './log.ts';

const started = simple('Background append only file rewriting started');

core(
  '05.26',
  'BGREWRITEAOF makes the log as short as the dataset',
  {
    why: 'a key that was written and deleted again needs no command at all in a new log',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const before = await pad(server, wire, random);
    await wire.command('BGREWRITEAOF').replies(started);
    await eventually(async () => expectShorter(server, before));
  },
);

core(
  '05.27',
  'the new log means the same: values, deadlines, keys that are gone',
  { why: 'replayed, the new log must make the dataset of the old one', read: 'rewriting-the-log' },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [counter, gone, binary, dated] = [random.key(), random.key(), random.bytes(20), random.key()];
    const value = random.bytes(200, 300);
    await wire
      .pipeline([
        ['INCR', counter],
        ['INCR', counter],
        ['SET', gone, 1],
        ['DEL', gone],
      ])
      .replies(1, 2, ok, 1);
    await wire
      .pipeline([
        ['SET', binary, value],
        ['SET', dated, '', 'EX', 1000],
      ])
      .replies(ok, ok);
    const before = await pad(server, wire, random);
    await wire.command('BGREWRITEAOF').replies(started);
    await eventually(async () => expectShorter(server, before));
    const again = await crashed(server, connect);
    await again.command('MGET', counter, gone, binary, dated).replies(['2', null, value, '']);
    await again.command('TTL', dated).replies(between(1, 1000));
    await again.command('TTL', counter).replies(-1);
    await again.command('DBSIZE').replies(3);
  },
);

core(
  '05.28',
  'a write during BGREWRITEAOF is in the new log, once',
  {
    why: 'it belongs behind what was copied: left out it is lost, and in both places INCR counts twice',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const counters = Array.from({ length: 2000 }, () => random.key());
    const increments = (keys: readonly string[]) => keys.map((key) => ['INCR', key]);
    await wire.pipeline(increments(counters)).replies(...counters.map(() => 1));
    const before = await pad(server, wire, random);
    // All in one packet, so that some come before the new log is whole; and then more until it is.
    wire.pipeline([['BGREWRITEAOF'], ...increments(random.shuffle(counters))]);
    await wire.replies(started, ...counters.map(() => 2));
    let last = 2;
    await eventually(async () => {
      await wire.command('INCR', counters[0] ?? '').replies(++last);
      expectShorter(server, before);
    });
    const again = await crashed(server, connect);
    await again.command('MGET', ...counters).replies([`${last}`, ...counters.slice(1).map(() => '2')]);
  },
);

core(
  '05.29',
  'a crash during BGREWRITEAOF loses nothing',
  {
    why: 'the old log stays as it is until the new one is whole: write beside it, then rename',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    let wire = await connect(server);
    const names = Array.from({ length: 5000 }, () => random.key());
    const counter = random.key('counter:');
    await wire.command('MSET', ...names.flatMap((name) => [name, name])).replies(ok);
    let last = 0;
    // Most is lost where the crash comes at once, whatever else the machine has to do.
    for (const writes of random.shuffle([0, 0, random.integer(1, 40)])) {
      await wire.command('BGREWRITEAOF').replies(started);
      for (let left = writes; left > 0; left--) await wire.command('INCR', counter).replies(++last);
      wire = await crashed(server, connect);
      await wire.command('GET', counter).replies(last === 0 ? null : `${last}`);
      await wire.command('MGET', ...names).replies(names);
    }
  },
);

core(
  '05.30',
  'a second BGREWRITEAOF during the first does no harm',
  {
    why: 'two that write the same temporary file spoil it; Redis refuses the second',
    read: 'rewriting-the-log',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const names = Array.from({ length: 5000 }, () => random.key());
    await wire.command('MSET', ...names.flatMap((name) => [name, name])).replies(ok);
    const before = await pad(server, wire, random);
    const refused = error('ERR Background append only file rewriting already in progress');
    await wire
      .pipeline([['BGREWRITEAOF'], ['BGREWRITEAOF'], ['SET', names[0] ?? '', '']])
      .replies(started, anyOf(refused, started), ok);
    await eventually(async () => expectShorter(server, before));
    const again = await crashed(server, connect);
    await again.command('MGET', ...names).replies(['', ...names.slice(1)]);
  },
);

/** Makes the log 1 MiB longer than the dataset needs. Returns its size. */
async function pad(server: Server, wire: Wire, random: Random): Promise<number> {
  const key = random.key('padding:');
  await wire.command('SET', key, random.bytes(1_048_576)).replies(ok);
  await wire.command('DEL', key).replies(1);
  return logSize(server.dir);
}

function expectShorter(server: Server, before: number): void {
  expect(logSize(server.dir), 'the size of the log').toBeLessThan(before - 500_000);
}
