// SET, GET, DEL and EXISTS; keys and values are any bytes.
import { core, ok } from '../../harness/suite.ts';

core(
  '03.1',
  'SET answers OK',
  {
    why: 'the name is looked up in the table of commands, and the function found there gives the reply',
    read: 'a-table-of-commands',
  },
  async ({ wire, random }) => {
    await wire.command('SET', random.key(), random.text(1, 12)).replies(ok);
  },
);

core(
  '03.2',
  'GET gives the value that was set',
  { why: 'SET puts the value in a Map under its key; GET takes it from there', read: 'one-map' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.3',
  'GET of a key that is not there is nil',
  { why: 'no value is the null bulk string, $-1, and not an empty one', read: 'nil-is-not-empty' },
  async ({ wire, random }) => {
    await wire.command('GET', random.key()).replies(null);
  },
);

core(
  '03.4',
  'SET replaces the value that was there',
  { why: 'a key has one value: the last one', read: 'one-map' },
  async ({ wire, random }) => {
    const [key, longer, value] = [random.key(), random.text(20, 30), random.text(1, 12)];
    await wire.command('SET', key, longer).replies(ok);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.5',
  'each key has its own value',
  { why: 'the value is kept under the whole key, in the case it was sent in', read: 'one-map' },
  async ({ wire, random }) => {
    const key = random.key();
    const keys = [key, key.toUpperCase(), `${key} `, key.slice(0, -1), `${key}${random.text(1)}`];
    for (const [i, each] of keys.entries()) await wire.command('SET', each, `${i}`).replies(ok);
    for (const [i, each] of keys.entries()) await wire.command('GET', each).replies(`${i}`);
  },
);

core(
  '03.6',
  "'0' and '' are values",
  { why: '`if (value)` is false for both of them in JavaScript', read: 'nil-is-not-empty' },
  async ({ wire, random }) => {
    const [zero, empty] = [random.key(), random.key()];
    await wire.command('SET', zero, '0').replies(ok);
    await wire.command('GET', zero).replies('0');
    await wire.command('SET', empty, '').replies(ok);
    await wire.command('GET', empty).replies('');
  },
);

core(
  '03.7',
  'the empty key is a key',
  { why: '`if (key)` is false for the empty key', read: 'nil-is-not-empty' },
  async ({ wire, random }) => {
    const value = random.text(1, 12);
    await wire.command('SET', '', value).replies(ok);
    await wire.command('GET', '').replies(value);
  },
);

core(
  '03.8',
  'a value may hold any bytes',
  { why: 'a value that passes through a UTF-8 string comes out changed', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const awkward = ['\r\n', '\0', '$-1\r\n', '*1\r\n$4\r\nQUIT\r\n', 'ü€😀', every, random.bytes(1, 2000)];
    for (const value of random.shuffle(awkward)) {
      const key = random.key();
      await wire.command('SET', key, value).replies(ok);
      await wire.command('GET', key).replies(value);
    }
  },
);

core(
  '03.9',
  'keys that differ in one byte are two keys, even where neither is UTF-8',
  { why: 'every byte that is not UTF-8 decodes to the same character, U+FFFD', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    const prefix = random.key();
    const [a = 0x80, b = 0xff, c = 0xc3] = random.shuffle([0x80, 0xc3, 0xe2, 0xf0, 0xff]);
    const [one, other, third] = [keyWith(prefix, a), keyWith(prefix, b), keyWith(prefix, c)];
    await wire.command('SET', one, 'one').replies(ok);
    await wire.command('GET', other).replies(null);
    await wire.command('SET', other, 'other').replies(ok);
    await wire.command('GET', one).replies('one');
    await wire.command('GET', other).replies('other');
    await wire.command('GET', third).replies(null);
  },
);

core(
  '03.10',
  'a key may be called like something every JavaScript object has',
  {
    why: "a plain object has `constructor` and `__proto__` before anybody sets them; a Map hasn't",
    read: 'one-map',
  },
  async ({ wire, random }) => {
    for (const key of random.shuffle(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'size'])) {
      const value = random.text(1, 12);
      await wire.command('GET', key).replies(null);
      await wire.command('SET', key, value).replies(ok);
      await wire.command('GET', key).replies(value);
    }
  },
);

core(
  '03.11',
  'DEL removes a key and counts it',
  { why: 'the key is there once, so the count is 1, and 0 the second time', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SET', key, random.text(0, 12)).replies(ok);
    await wire.command('DEL', key).replies(1);
    await wire.command('GET', key).replies(null);
    await wire.command('DEL', key).replies(0);
  },
);

core(
  '03.12',
  'DEL counts the keys it removed, not those it was given',
  { why: 'a key that was not there, or is named a second time, was not removed', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const keys = Array.from({ length: random.integer(2, 5) }, () => random.key());
    for (const key of keys) await wire.command('SET', key, random.text(0, 12)).replies(ok);
    const missing = Array.from({ length: random.integer(1, 3) }, () => random.key());
    await wire.command('DEL', ...random.shuffle([...keys, ...keys, ...missing])).replies(keys.length);
    for (const key of keys) await wire.command('GET', key).replies(null);
  },
);

core(
  '03.13',
  'EXISTS tells whether a key is there',
  { why: 'the reply is the integer 1 or 0', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('EXISTS', key).replies(0);
    await wire.command('SET', key, random.pick(['', '0', 'x'])).replies(ok);
    await wire.command('EXISTS', key).replies(1);
    await wire.command('DEL', key).replies(1);
    await wire.command('EXISTS', key).replies(0);
  },
);

core(
  '03.14',
  'EXISTS counts a key that is named twice twice',
  { why: 'each argument is looked up by itself; a Set of them would lose one', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const [key, other] = [random.key(), random.key()];
    await wire.command('SET', key, random.text(0, 12)).replies(ok);
    await wire.command('SET', other, random.text(0, 12)).replies(ok);
    await wire.command('EXISTS', ...random.shuffle([key, key, other, random.key()])).replies(3);
  },
);

core(
  '03.15',
  'a large value comes back whole',
  { why: 'it arrives in many packets, and leaves in many', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    const key = random.key();
    const value = random.bytes(1024 * 1024, 3 * 1024 * 1024);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.16',
  'a value stays what it was, whatever is sent after it',
  {
    why: 'a value that is a view of the input buffer changes with the next packet: keep a copy',
    read: 'keep-a-copy',
  },
  async ({ wire, random }) => {
    const key = random.key();
    const value = random.bytes(200, 400);
    await wire.command('SET', key, value).replies(ok);
    for (let i = 0; i < 20; i++) {
      await wire.command('SET', random.key(), random.bytes(value.length)).replies(ok);
    }
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.17',
  'thousands of keys have as many values',
  {
    why: 'one Map holds all keys; commands that arrive together are answered one after another',
    read: 'one-map',
  },
  async ({ wire, random }) => {
    const keys = random.shuffle(Array.from({ length: 3000 }, (_, i) => i));
    const prefix = random.key();
    wire.pipeline(keys.map((i) => ['SET', prefix + i, i]));
    await wire.replies(...keys.map(() => ok));
    wire.pipeline(keys.map((i) => ['GET', prefix + i]));
    await wire.replies(...keys.map(String));
  },
);

function keyWith(prefix: string, byte: number): Buffer {
  return Buffer.concat([Buffer.from(prefix), Buffer.from([byte]), Buffer.from('z')]);
}
