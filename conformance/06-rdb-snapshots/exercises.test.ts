// The four exercises: values by themselves, compression, no lie about the disk, and save points that can change.
import { readdir } from 'node:fs/promises';
import { between, error, eventually, exercise, expect, ok } from '../../harness/suite.ts';
import { blockSnapshots, persistence, saved, started, unblockSnapshots } from './background.ts';
import { crc64 } from './crc64.ts';
import { fileOf, readSnapshot, snapshotOf } from './rdb-reader.ts';
import { entry, integer, lzf, rdb, selectDb, text } from './rdb-writer.ts';

/** What DUMP gives: the type, the value, the version of the format in two bytes, the checksum. */
function payload(value: Buffer, version = 10): Buffer {
  const body = Buffer.concat([Buffer.from([0]), value, Buffer.from([version, 0])]);
  return Buffer.concat([body, crc64(body)]);
}

const wrongPayload = error('ERR DUMP payload version or checksum are wrong');

exercise(
  '06.66',
  'DUMP gives a value as a snapshot holds it, its version and its checksum',
  {
    why: 'type, value, 2 bytes of version (the lowest first), CRC-64 of all before',
    read: 'dump-and-restore',
  },
  async ({ wire, random }) => {
    for (const value of [random.bytes(100, 300), Buffer.from(`${random.integer(0, 99_999)}`)]) {
      const key = random.key();
      await wire.command('SET', key, value, 'EX', 1000).replies(ok);
      const reply = await wire.command('DUMP', key).reply();
      const dumped = Buffer.isBuffer(reply) ? reply : Buffer.alloc(11);
      expect(dumped.subarray(-8).toString('hex'), 'the checksum').toBe(
        crc64(dumped.subarray(0, -8)).toString('hex'),
      );
      expect(dumped.at(0), 'the type').toBe(0);
      expect(dumped.readUInt16LE(dumped.length - 10), 'the version').toBeGreaterThanOrEqual(1);
      const { keys } = readSnapshot(
        rdb([selectDb(0), entry(text('k'), dumped.subarray(1, -10))]),
        'the payload',
      );
      expect(keys.get('k')?.value).toEqual(value);
    }
    await wire.command('DUMP', random.key()).replies(null);
  },
);

exercise(
  '06.67',
  'RESTORE brings back what DUMP gave, with a time to live or without',
  {
    why: 'the second argument is in ms, 0 for none; with ABSTTL it is a Unix time',
    read: 'dump-and-restore',
  },
  async ({ wire, random }) => {
    const [key, copy, mortal, dead] = [random.key(), random.key(), random.key(), random.key()];
    const value = random.bytes(0, 300);
    await wire.command('SET', key, value).replies(ok);
    const dumped = await wire.command('DUMP', key).reply();
    const words = Buffer.isBuffer(dumped) ? dumped : '';
    await wire.command('RESTORE', copy, 0, words).replies(ok);
    await wire
      .pipeline([
        ['GET', copy],
        ['PTTL', copy],
      ])
      .replies(value, -1);
    await wire.command('RESTORE', mortal, 1_000_000, words).replies(ok);
    await wire
      .pipeline([
        ['GET', mortal],
        ['PTTL', mortal],
      ])
      .replies(value, between(900_000, 1_000_000));
    const end = Date.now() + random.integer(1e6, 1e9);
    await wire.command('RESTORE', mortal, end, words, 'ABSTTL', 'REPLACE').replies(ok);
    await wire.command('PEXPIRETIME', mortal).replies(end);
    await wire.command('RESTORE', dead, 1000, words, 'ABSTTL').replies(ok);
    await wire.command('EXISTS', dead).replies(0);
    await wire.command('RESTORE', dead, -1, words).replies(error('ERR Invalid TTL value, must be >= 0'));
  },
);

exercise(
  '06.68',
  'RESTORE leaves a key that is there alone, unless told to REPLACE it',
  { why: 'the error is -BUSYKEY Target key name already exists.', read: 'dump-and-restore' },
  async ({ wire, random }) => {
    const key = random.key();
    const value = random.text(3, 9);
    await wire.command('SET', key, 'old').replies(ok);
    const busy = error('BUSYKEY Target key name already exists.');
    await wire.command('RESTORE', key, 0, payload(text(value))).replies(busy);
    await wire.command('GET', key).replies('old');
    await wire.command('RESTORE', key, 0, payload(text(value)), 'REPLACE').replies(ok);
    await wire.command('GET', key).replies(value);
    await wire.command('RESTORE', key, 0, payload(text(value)), 'PERHAPS').replies(error('ERR syntax error'));
  },
);

exercise(
  '06.69',
  'RESTORE takes a value in any form that a snapshot may have',
  {
    why: 'numbers and compressed strings are for the same reader as those of a file',
    read: 'dump-and-restore',
  },
  async ({ wire, random }) => {
    const [a, b] = [random.key(), random.key()];
    const number = random.integer(-30_000, 30_000);
    const packed = lzf([random.bytes(9), { distance: 9, count: 50 }]);
    await wire.command('RESTORE', a, 0, payload(integer(number, 2), 6)).replies(ok);
    await wire.command('RESTORE', b, 0, payload(packed.encoded)).replies(ok);
    await wire.command('MGET', a, b).replies([`${number}`, packed.value]);
  },
);

exercise(
  '06.70',
  'RESTORE refuses a payload that is damaged',
  { why: 'the checksum and the version are looked at before anything else', read: 'dump-and-restore' },
  async ({ wire, random }) => {
    const key = random.key();
    const good = payload(text(random.text(30)));
    const bent = Buffer.from(good);
    const where = random.integer(0, good.length - 1);
    bent.writeUInt8(bent.readUInt8(where) ^ (1 << random.integer(0, 7)), where);
    const bad = [
      bent,
      good.subarray(0, random.integer(0, good.length - 1)),
      Buffer.from('x'),
      payload(text('x'), 200),
    ];
    for (const words of bad) await wire.command('RESTORE', key, 0, words).replies(wrongPayload);
    await wire.command('EXISTS', key).replies(0);
  },
);

exercise(
  '06.71',
  'a snapshot of data that repeats itself is far smaller than the data',
  {
    why: 'values over 20 bytes go through LZF, and stay as they are when that makes them no smaller',
    read: 'lzf',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const pairs = Array.from({ length: 100 }, () => [random.key(), random.text(20, 40).repeat(50)] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const size = pairs.reduce((sum, [, value]) => sum + value.length, 0);
    expect((await fileOf(server)).length, `the size of dump.rdb, for ${size} bytes of values`).toBeLessThan(
      size / 4,
    );
    await server.crash();
    await server.restart();
    const again = await connect(server);
    for (const [key, value] of pairs) await again.command('GET', key).replies(value);
  },
);

exercise(
  '06.72',
  'compression loses no byte, whatever the value',
  {
    why: 'a copy may overlap itself, is at most 264 bytes long and reaches at most 8,192 bytes back',
    read: 'lzf',
  },
  async ({ wire, server, random }) => {
    const piece = () => random.bytes(1, 12);
    const shapes = [
      () => random.bytes(21, 100_000),
      () => Buffer.alloc(random.integer(1, 1000), 'a'),
      () =>
        Buffer.concat(
          Array.from({ length: random.integer(1, 200) }, () => random.pick([words[0], words[1], piece()])),
        ),
      () => Buffer.concat([words[2], random.bytes(random.pick([8189, 8190, 8191, 8192, 8193])), words[2]]),
    ];
    const words = [piece(), piece(), random.bytes(300)] as const;
    const pairs = Array.from({ length: 60 }, (_, i) => [random.key(), shapes[i % 4]?.() ?? piece()] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    for (const [key, value] of pairs) {
      expect(keys.get(key)?.value.equals(value), `the value of ${value.length} bytes came back`).toBe(true);
    }
  },
);

const misconf = error(/^MISCONF .*unable to persist to disk/);

exercise(
  '06.73',
  'after a BGSAVE that failed, commands that write are refused where save points are set',
  {
    why: 'whoever asked for snapshots is told that there are none, before more is lost',
    read: 'when-a-save-fails',
  },
  async ({ start, connect, random }) => {
    const server = await start({ save: '3600 1000' });
    const wire = await connect(server);
    const [key, value] = [random.key(), random.text(3, 9)];
    await wire.command('SET', key, value).replies(ok);
    await blockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    await wire.command('SET', key, 'x').replies(misconf);
    await wire.command('INCR', random.key()).replies(misconf);
    await wire.command('DEL', random.key()).replies(misconf);
    await wire.pipeline([['GET', key], ['DBSIZE']]).replies(value, 1);
    await unblockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    await wire.command('SET', key, 'x').replies(ok);
  },
);

exercise(
  '06.74',
  'after a BGSAVE that failed, commands that write are let where no save points are set',
  { why: 'nobody relies on snapshots there', read: 'when-a-save-fails' },
  async ({ start, connect, random }) => {
    const server = await start({ save: '' });
    const wire = await connect(server);
    await wire.command('SET', random.key(), 'x').replies(ok);
    await blockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    expect((await persistence(wire)).get('rdb_last_bgsave_status'), 'rdb_last_bgsave_status').toBe('err');
    await wire.command('SET', random.key(), 'x').replies(ok);
  },
);

exercise(
  '06.75',
  'CONFIG GET and CONFIG SET show and change the save points',
  {
    why: 'they are pairs of seconds and changes, separated by spaces; none at all is an empty text',
    read: 'save-points',
  },
  async ({ start, connect }) => {
    const wire = await connect(await start({ save: '3600 7' }));
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '3600 7']);
    await wire.command('CONFIG', 'SET', 'save', '900 1 300 10').replies(ok);
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '900 1 300 10']);
    await wire.command('CONFIG', 'SET', 'save', '').replies(ok);
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '']);
  },
);

exercise(
  '06.76',
  'CONFIG SET refuses save points that make no sense, and keeps those it has',
  { why: 'whole numbers in pairs, the seconds at least 1, the changes at least 0', read: 'save-points' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ save: '3600 7' }));
    const refused = error(
      "ERR CONFIG SET failed (possibly related to argument 'save') - Invalid save parameters",
    );
    for (const points of random.shuffle(['60', '60 x', '0 5', '-1 1', '60 -1', '60 1 300', '1e2 3'])) {
      await wire.command('CONFIG', 'SET', 'save', points).replies(refused);
    }
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '3600 7']);
  },
);

exercise(
  '06.77',
  'of several save points, the first that is reached starts a save',
  { why: 'each has its own seconds and changes; any of them is enough', read: 'save-points' },
  async ({ start, connect, random }) => {
    const server = await start({ save: '' });
    const wire = await connect(server);
    const key = random.key();
    await wire.command('CONFIG', 'SET', 'save', random.pick(['3600 1 1 3', '1 3 3600 1'])).replies(ok);
    await wire
      .pipeline([
        ['INCR', key],
        ['INCR', key],
        ['INCR', key],
      ])
      .replies(1, 2, 3);
    await eventually(async () =>
      expect(await readdir(server.dir), 'the files in --dir').toContain('dump.rdb'),
    );
    expect((await snapshotOf(server)).keys.get(key)?.value.toString()).toBe('3');
  },
);
