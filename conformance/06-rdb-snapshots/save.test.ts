// SAVE: the data as a file that Redis can read, and there again after a restart.
import { between, core, error, expect, ok } from '../../harness/suite.ts';
import { crc64 } from './crc64.ts';
import { fileOf, snapshotOf } from './rdb-reader.ts';
import { pair, rdb, selectDb } from './rdb-writer.ts';

core(
  '06.1',
  'SAVE leaves the file dump.rdb in --dir',
  { why: 'SAVE answers +OK once the file is there, not before', read: 'save' },
  async ({ wire, server, random }) => {
    await wire.command('SET', random.key(), random.text(3, 9)).replies(ok);
    await wire.command('SAVE').replies(ok);
    expect((await fileOf(server)).length, 'the size of dump.rdb in bytes').toBeGreaterThan(0);
  },
);

core(
  '06.2',
  'a snapshot starts with REDIS and its version in four digits',
  { why: 'the file is binary: 5 letters, 4 digits, then opcodes', read: 'the-file-from-start-to-end' },
  async ({ wire, server }) => {
    await wire.command('SAVE').replies(ok);
    expect((await fileOf(server)).toString('latin1', 0, 9)).toMatch(/^REDIS00\d\d$/);
  },
);

core(
  '06.3',
  'a snapshot ends with 0xff and the checksum of all before it',
  {
    why: 'it is CRC-64 as Redis computes it (Jones, reflected, starting at 0), 8 bytes, the lowest first, of every byte up to and with 0xff',
    read: 'the-checksum',
  },
  async ({ wire, server, random }) => {
    await wire.command('SET', random.key(), random.text(3, 9)).replies(ok);
    await wire.command('SAVE').replies(ok);
    const file = await fileOf(server);
    const body = file.subarray(0, -8);
    expect(body.at(-1)?.toString(16), 'the byte before the checksum').toBe('ff');
    expect(file.subarray(-8).toString('hex'), 'the checksum').toBe(crc64(body).toString('hex'));
  },
);

core(
  '06.4',
  'a snapshot holds each key with its value',
  {
    why: 'after the opcode 0xfe and the number of the database: type 0, the key and the value, both behind their lengths',
    read: 'a-key-and-its-value',
  },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const pairs = Array.from({ length: 20 }, () => [random.key(), random.text(1, 20)] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    for (const [key, value] of pairs) expect(keys.get(key)?.value.toString(), key).toBe(value);
  },
);

core(
  '06.5',
  'keys and values in a snapshot are bytes, any bytes',
  { why: 'lengths count bytes, and nothing is decoded as UTF-8 on the way', read: 'a-key-and-its-value' },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const key = Buffer.concat([Buffer.from(random.key()), random.bytes(1, 20)]);
    const all = Buffer.from(random.shuffle(Array.from({ length: 256 }, (_, byte) => byte)));
    const empty = random.key();
    await wire.command('MSET', key, all, empty, '').replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    expect(keys.get(key.toString('latin1'))?.value, 'the value of 256 different bytes').toEqual(all);
    expect(keys.get(empty)?.value.length, 'the size of the empty value').toBe(0);
  },
);

core(
  '06.6',
  'values of any size are kept',
  {
    why: 'a length takes 1 byte up to 63, 2 bytes up to 16,383 and 5 bytes beyond, the highest byte first',
    read: 'lengths',
  },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const sizes = [1, 63, 64, 65, 255, 256, 16_383, 16_384, 65_536, 70_000, random.integer(300_000, 400_000)];
    const pairs = sizes.map((size) => [random.key(), random.bytes(size)] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    for (const [key, value] of pairs) {
      expect(keys.get(key)?.value.equals(value), `the value of ${value.length} bytes came back`).toBe(true);
    }
  },
);

core(
  '06.7',
  'a value that looks like a number is kept byte for byte',
  {
    why: 'only a text that a number would be printed as may be stored as one: not 007, +1, -0, 1.0, or one over 32 bits',
    read: 'numbers',
  },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const texts = [
      '0',
      '-1',
      '007',
      '+1',
      '-0',
      '1.0',
      ' 1',
      '1e3',
      '-',
      '0x10',
      '127',
      '128',
      '-128',
      '-129',
    ];
    const bounds = [2 ** 15, 2 ** 31, 2 ** 32, 2 ** 53].flatMap((bound) => [
      bound - 1,
      bound,
      -bound,
      -bound - 1,
    ]);
    const pairs = [...texts, ...bounds, 2n ** 63n - 1n, -(2n ** 63n)].map(
      (one) => [random.key(), `${one}`] as const,
    );
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    for (const [key, value] of pairs) expect(keys.get(key)?.value.toString('latin1')).toBe(value);
  },
);

core(
  '06.8',
  'a snapshot holds the deadline of each key that has one',
  {
    why: 'the opcode 0xfc and the Unix time in ms (8 bytes, the lowest first) come before the type; a key without a deadline has neither',
    read: 'deadlines',
  },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const deadline = Date.now() + random.integer(1e6, 1e12);
    const [mortal, immortal] = [random.key(), random.key()];
    await wire.command('SET', mortal, 'x', 'PXAT', deadline).replies(ok);
    await wire.command('SET', immortal, 'x').replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    expect(keys.get(mortal)?.deadline, 'the deadline of the first key').toBe(deadline);
    expect(keys.get(immortal), 'the second key').toEqual({ value: Buffer.from('x'), deadline: undefined });
  },
);

core(
  '06.9',
  'the next SAVE replaces the file: what was deleted is gone from it',
  { why: 'a snapshot is all there is now, not what was added since', read: 'save' },
  async ({ wire, server, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    const [deleted, changed] = [random.key(), random.key()];
    const values = [random.text(3, 9), random.text(10, 19)];
    await wire.command('MSET', deleted, 'x', changed, values[0] ?? '').replies(ok);
    await wire.command('SAVE').replies(ok);
    await wire.command('DEL', deleted).replies(1);
    await wire.command('SET', changed, values[1] ?? '').replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    expect(keys.has(deleted), 'the deleted key is in the snapshot').toBe(false);
    expect(keys.get(changed)?.value.toString()).toBe(values[1]);
  },
);

core(
  '06.10',
  'a server that starts again has all that was saved',
  { why: 'dump.rdb in --dir is read before the port opens', read: 'loading' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const pairs = Array.from({ length: 50 }, () => [random.key(), random.bytes(0, 300)] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    await server.crash();
    await server.restart();
    const again = await connect(server);
    await again.command('MGET', ...pairs.map(([key]) => key)).replies(pairs.map(([, value]) => value));
    await again.command('DBSIZE').replies(pairs.length);
  },
);

core(
  '06.11',
  '--dbfilename names the file, for reading and for writing',
  { why: 'dump.rdb is only what it is called when nobody says otherwise', read: 'save' },
  async ({ start, connect, random }) => {
    const name = `${random.text(5)}.rdb`;
    const [key, value, other] = [random.key(), random.text(3, 9), random.key()];
    const server = await start({ dbfilename: name }, { [name]: rdb([selectDb(0), pair(key, value)]) });
    const wire = await connect(server);
    await wire.command('GET', key).replies(value);
    await wire.pipeline([['SET', other, value], ['SAVE']]).replies(ok, ok);
    expect([...(await snapshotOf(server, name)).keys.keys()].sort()).toEqual([key, other].sort());
  },
);

core(
  '06.12',
  'LASTSAVE is the Unix time of the last save in seconds, at first that of the start',
  { why: 'it is an integer reply, in seconds', read: 'lastsave-and-info' },
  async ({ start, connect, random }) => {
    const before = Math.floor(Date.now() / 1000);
    const server = await start();
    const wire = await connect(server);
    const seconds = () => Math.floor(Date.now() / 1000);
    await wire.command('LASTSAVE').replies(between(before, seconds()));
    await wire.command('SET', random.key(), 'x').replies(ok);
    const saving = seconds();
    await wire.command('SAVE').replies(ok);
    await wire.command('LASTSAVE').replies(between(saving, seconds()));
  },
);

core(
  '06.13',
  'SAVE and LASTSAVE take no argument',
  { why: 'the arity of both is 1', read: 'save' },
  async ({ wire, random }) => {
    for (const name of ['save', 'lastsave']) {
      await wire
        .command(name.toUpperCase(), random.text(3))
        .replies(error(`ERR wrong number of arguments for '${name}' command`));
    }
  },
);
