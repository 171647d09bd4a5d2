// Files that are no whole snapshots: the server says so and doesn't start, rather than start with half of the data.
import { core, expect, type Random } from '../../harness/suite.ts';
import { byte, entry, length, lzf, pair, rdb, selectDb, text } from './rdb-writer.ts';

/** How a server that refuses such a file ends: with a message about it and exit status 1. */
function expectRefusal({ exit, output }: { exit: { code: number | undefined }; output: string }): void {
  expect(exit.code, 'the exit status').toBe(1);
  expect(output, 'what it printed names the file, or speaks of a snapshot, an RDB or a DB').toMatch(
    /dump\.rdb|snapshot|\bR?DB\b/i,
  );
  expect(output, 'what it printed is a message, not a stack trace').not.toMatch(/^ +at .+:\d+:\d+\)?$/m);
}

const someKeys = (random: Random): Buffer[] =>
  Array.from({ length: 20 }, () => pair(random.key(), random.text(1, 60)));

core(
  '06.28',
  'a file that was cut off stops the start with a message and exit status 1',
  { why: 'half of the data is worse than none: every read past the end is an error', read: 'damaged-files' },
  async ({ refuses, random }) => {
    const file = rdb([selectDb(0), ...someKeys(random)]);
    const cut = file.subarray(0, random.integer(20, file.length - 20));
    expectRefusal(await refuses({}, { 'dump.rdb': cut }));
  },
);

core(
  '06.29',
  'a file that ends between two keys is cut off, too',
  { why: 'the end is where 0xff is, not where the bytes run out', read: 'damaged-files' },
  async ({ refuses, random }) => {
    const file = rdb([selectDb(0), ...someKeys(random)]);
    expectRefusal(await refuses({}, { 'dump.rdb': file.subarray(0, -9) }));
  },
);

core(
  '06.30',
  'a file whose checksum is cut off stops the start',
  {
    why: 'eight bytes follow 0xff; without them nobody knows whether the rest is right',
    read: 'the-checksum',
  },
  async ({ refuses, random }) => {
    const file = rdb([selectDb(0), ...someKeys(random)]);
    expectRefusal(await refuses({}, { 'dump.rdb': file.subarray(0, -random.integer(1, 8)) }));
  },
);

core(
  '06.31',
  'a single wrong bit stops the start',
  { why: 'the checksum is computed while reading, and compared at the end', read: 'the-checksum' },
  async ({ refuses, random }) => {
    const key = random.key();
    const file = rdb([selectDb(0), pair(key, random.text(50)), ...someKeys(random)]);
    const inTheValue = 9 + 2 + 1 + (1 + key.length) + 1 + random.integer(0, 49);
    file.writeUInt8(file.readUInt8(inTheValue) ^ (1 << random.integer(0, 7)), inTheValue);
    expectRefusal(await refuses({}, { 'dump.rdb': file }));
  },
);

core(
  '06.32',
  'a file of something else stops the start',
  { why: 'the first five bytes are REDIS', read: 'damaged-files' },
  async ({ refuses, random }) => {
    expectRefusal(await refuses({}, { 'dump.rdb': random.bytes(40, 400) }));
  },
);

core(
  '06.33',
  'an empty file stops the start',
  { why: 'no file means no data; an empty file means that something went wrong', read: 'damaged-files' },
  async ({ refuses }) => {
    expectRefusal(await refuses({}, { 'dump.rdb': '' }));
  },
);

core(
  '06.34',
  'a file of a version that nobody knows stops the start',
  { why: 'what a later version means is not to be guessed', read: 'damaged-files' },
  async ({ refuses, random }) => {
    const file = rdb([selectDb(0), ...someKeys(random)], { version: `09${random.integer(10, 99)}` });
    expectRefusal(await refuses({}, { 'dump.rdb': file }));
  },
);

core(
  '06.35',
  'a type that nobody knows stops the start',
  { why: 'it can not be skipped: where would it end?', read: 'damaged-files' },
  async ({ refuses, random }) => {
    const unknown = [byte(random.integer(0x40, 0xf0)), text(random.key()), text(random.text(9))];
    expectRefusal(await refuses({}, { 'dump.rdb': rdb([selectDb(0), ...someKeys(random), ...unknown]) }));
  },
);

core(
  '06.36',
  'a string in a form that nobody knows stops the start',
  { why: 'after 11 in the two highest bits only 0, 1, 2 and 3 are known', read: 'numbers' },
  async ({ refuses, random }) => {
    const { encoded } = lzf([random.bytes(9), { distance: 9, count: 50 }]);
    encoded.writeUInt8(random.integer(0xc4, 0xff), 0);
    const parts = [selectDb(0), ...someKeys(random), entry(text(random.key()), encoded)];
    expectRefusal(await refuses({}, { 'dump.rdb': rdb(parts) }));
  },
);

core(
  '06.37',
  'a compressed string that does not unpack to its length stops the start',
  { why: 'each copy must lie within what was unpacked, and the whole be as long as was said', read: 'lzf' },
  async ({ refuses, random }) => {
    const good = lzf([random.bytes(9), { distance: 9, count: 30 }]);
    const longer = Buffer.from(good.encoded);
    longer.writeUInt8(longer.readUInt8(2) + random.integer(1, 9), 2);
    const fromNowhere = lzf([random.bytes(9), { distance: random.integer(20, 8192), count: 30 }]);
    const value = random.pick([longer, fromNowhere.encoded]);
    const parts = [selectDb(0), ...someKeys(random), entry(text(random.key()), value)];
    expectRefusal(await refuses({}, { 'dump.rdb': rdb(parts) }));
  },
);

core(
  '06.38',
  'a length beyond the end of the file stops the start',
  { why: 'see that so many bytes are left before making room for them', read: 'damaged-files' },
  async ({ refuses, random }) => {
    const bits = random.pick([32, 64]);
    const huge = Buffer.concat([
      length(2 ** random.integer(28, bits === 32 ? 31 : 50), bits),
      random.bytes(50),
    ]);
    const parts = [selectDb(0), ...someKeys(random), entry(text(random.key()), huge)];
    expectRefusal(await refuses({}, { 'dump.rdb': rdb(parts) }));
  },
);
