// Snapshots written by others: all the forms in which Redis writes strings.
import { core } from '../../harness/suite.ts';
import {
  aux,
  deadline,
  entry,
  frequency,
  idle,
  integer,
  length,
  lzf,
  pair,
  rdb,
  resizeDb,
  selectDb,
  text,
} from './rdb-writer.ts';

core(
  '06.14',
  'a snapshot that Redis could have written is loaded',
  { why: 'a reader goes from opcode to opcode until 0xff; here 0xfe 0x00, then one string', read: 'loading' },
  async ({ start, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), pair(key, value)]) });
    const wire = await connect(server);
    await wire.command('GET', key).replies(value);
    await wire.command('DBSIZE').replies(1);
  },
);

core(
  '06.15',
  'AUX fields are skipped, whatever they say',
  {
    why: 'after 0xfa come two strings, the name and the value, and each may be in any of the forms of a string',
    read: 'what-a-reader-skips',
  },
  async ({ start, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    const parts = [
      aux('redis-ver', text('7.0.15')),
      aux('redis-bits', integer(64, 1)),
      aux('ctime', integer(1_700_000_000, 4)),
      aux(random.text(70), text(random.bytes(100))),
      selectDb(0),
      pair(key, value),
    ];
    const server = await start({}, { 'dump.rdb': rdb(parts) });
    const wire = await connect(server);
    await wire.command('GET', key).replies(value);
    await wire.command('DBSIZE').replies(1);
  },
);

core(
  '06.16',
  'the numbers in RESIZEDB are hints: the keys that follow count',
  {
    why: 'after 0xfb come two lengths; a reader stops at 0xff, not after so many keys',
    read: 'what-a-reader-skips',
  },
  async ({ start, connect, random }) => {
    const keys = Array.from({ length: random.integer(3, 9) }, () => random.key());
    const parts = [selectDb(0), resizeDb(random.integer(0, 2), 900), ...keys.map((key) => pair(key, 'x'))];
    const server = await start({}, { 'dump.rdb': rdb(parts) });
    await (await connect(server)).command('EXISTS', ...keys).replies(keys.length);
  },
);

core(
  '06.17',
  'how long and how often a key was used is skipped',
  {
    why: 'before a type may stand 0xf8 and a length (idle time), or 0xf9 and a byte (frequency), also after a deadline',
    read: 'what-a-reader-skips',
  },
  async ({ start, connect, random }) => {
    const [a, b, c] = [random.key(), random.key(), random.key()];
    const end = Date.now() + random.integer(1e6, 1e9);
    const parts = [
      selectDb(0),
      ...[idle(random.integer(0, 100_000)), pair(a, 1)],
      ...[frequency(0xff), pair(b, 2)],
      ...[deadline(end), idle(5), pair(c, 3)],
    ];
    const server = await start({}, { 'dump.rdb': rdb(parts) });
    const wire = await connect(server);
    await wire.command('MGET', a, b, c).replies(['1', '2', '3']);
    await wire.command('PEXPIRETIME', c).replies(end);
  },
);

core(
  '06.18',
  'a length may take 1, 2, 5 or 9 bytes',
  { why: 'the two highest bits tell which; longer forms may hold small numbers too', read: 'lengths' },
  async ({ start, connect, random }) => {
    const sizes = [0, 63, 64, 16_383, 16_384, random.integer(100_000, 200_000)];
    const pairs = sizes.map((size) => [random.key(), random.bytes(size)] as const);
    const [in14, in32, in64] = [random.key(), random.key(), random.key()];
    const long = (key: string, bits: number) =>
      entry(text(key), Buffer.concat([length(3, bits), Buffer.from(`${bits}!`)]));
    const parts = [
      long(in14, 14),
      long(in32, 32),
      long(in64, 64),
      ...pairs.map(([key, value]) => pair(key, value)),
    ];
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    const wire = await connect(server);
    await wire.command('MGET', in14, in32, in64).replies(['14!', '32!', '64!']);
    for (const [key, value] of pairs) await wire.command('GET', key).replies(value);
  },
);

core(
  '06.19',
  'numbers of 8, 16 and 32 bits are strings again',
  { why: '0xc0, 0xc1, 0xc2: a signed number follows, the lowest byte first', read: 'numbers' },
  async ({ start, connect, random }) => {
    const numbers = ([1, 2, 4] as const).flatMap((size) => {
      const bound = 2 ** (8 * size - 1);
      return [-bound, bound - 1, -1, 0, random.integer(-bound, bound - 1)].map((value) => ({ size, value }));
    });
    const keyed = numbers.map((number) => ({ key: random.key(), ...number }));
    const parts = keyed.map(({ key, value, size }) => entry(text(key), integer(value, size)));
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    const wire = await connect(server);
    await wire.command('MGET', ...keyed.map(({ key }) => key)).replies(keyed.map(({ value }) => `${value}`));
    await wire.command('INCR', keyed[3]?.key ?? '').replies(1);
  },
);

core(
  '06.20',
  'compressed strings are unpacked',
  {
    why: '0xc3, the packed and the unpacked length, then LZF: literal runs and copies, which may overlap what they write',
    read: 'lzf',
  },
  async ({ start, connect, random }) => {
    const runs = lzf([
      random.bytes(32),
      random.bytes(1),
      { distance: 33, count: 8 },
      { distance: 41, count: 9 },
    ]);
    const overlapping = lzf([
      random.bytes(1),
      { distance: 1, count: 264 },
      random.bytes(2),
      { distance: 2, count: 3 },
    ]);
    const far = lzf([
      ...Array.from({ length: 256 }, () => random.bytes(32)),
      { distance: 8192, count: random.integer(3, 264) },
      { distance: 257, count: 20 },
    ]);
    const keyed = [runs, overlapping, far].map((packed) => ({ key: random.key(), ...packed }));
    const parts = keyed.map(({ key, encoded }) => entry(text(key), encoded));
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    const wire = await connect(server);
    for (const { key, value } of keyed) await wire.command('GET', key).replies(value);
  },
);

core(
  '06.21',
  'a key may be a number or compressed, too',
  { why: 'a key is a string in any of its forms, as a value is', read: 'numbers' },
  async ({ start, connect, random }) => {
    const number = random.integer(-32_000, 32_000);
    const packed = lzf([random.bytes(10), { distance: 10, count: 30 }]);
    const parts = [entry(integer(number, 2), text('n')), entry(packed.encoded, text('p'))];
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    await (await connect(server)).command('MGET', number, packed.value).replies(['n', 'p']);
  },
);
