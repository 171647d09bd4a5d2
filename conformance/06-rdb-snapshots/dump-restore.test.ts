// The first exercise: a value by itself.
import { between, error, exercise, expect, ok } from '../../harness/suite.ts';
import { crc64 } from './crc64.ts';
import { readSnapshot } from './rdb-reader.ts';
import { entry, integer, lzf, rdb, selectDb, text } from './rdb-writer.ts';

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

/** What DUMP gives: the type, the value, the version of the format in two bytes, the checksum. */
function payload(value: Buffer, version = 10): Buffer {
  const body = Buffer.concat([Buffer.from([0]), value, Buffer.from([version, 0])]);
  return Buffer.concat([body, crc64(body)]);
}
