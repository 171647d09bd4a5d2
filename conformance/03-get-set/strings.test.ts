// The options of SET, and the other commands about strings.
import { core, error, ok, type Random, type Wire } from '../../harness/suite.ts';

core(
  '03.18',
  'STRLEN counts bytes, not characters',
  { why: "'ü'.length is 1 in JavaScript, and 2 bytes in UTF-8", read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('STRLEN', key).replies(0);
    for (const value of ['', random.text(1, 30), 'ü€😀', random.bytes(1, 300)]) {
      await wire.command('SET', key, value).replies(ok);
      await wire.command('STRLEN', key).replies(Buffer.byteLength(value));
    }
  },
);

core(
  '03.19',
  'APPEND adds to the end and answers the new length in bytes',
  { why: 'to a missing key it appends as to an empty string', read: 'one-map' },
  async ({ wire, random }) => {
    const key = random.key();
    const [start, more] = [Buffer.from('ü\r\n'), random.bytes(1, 100)];
    await wire.command('APPEND', key, start).replies(start.length);
    await wire.command('APPEND', key, more).replies(start.length + more.length);
    await wire.command('GET', key).replies(Buffer.concat([start, more]));
  },
);

core(
  '03.20',
  'APPEND of nothing makes a missing key an empty one',
  { why: 'the key is there from now on, with an empty value', read: 'nil-is-not-empty' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('APPEND', key, '').replies(0);
    await wire.command('EXISTS', key).replies(1);
    await wire.command('GET', key).replies('');
  },
);

core(
  '03.21',
  'MSET sets several keys',
  { why: 'the arguments are pairs; of two values for one key the last one stays', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const [key, other] = [random.key(), random.key()];
    await wire.command('SET', other, random.text(3)).replies(ok);
    await wire.command('MSET', key, 'first', other, '', key, 'last').replies(ok);
    await wire.command('GET', key).replies('last');
    await wire.command('GET', other).replies('');
  },
);

core(
  '03.22',
  'MSET with a key that has no value sets nothing',
  { why: 'the number of arguments is checked before the first of them is set', read: 'check-then-change' },
  async ({ wire, random }) => {
    const [key, other] = [random.key(), random.key()];
    // Redis before 7.0 worded it the second way.
    await wire
      .command('MSET', key, 'value', other)
      .replies(error(/^ERR wrong number of arguments for ('mset' command|MSET)$/));
    await wire.command('EXISTS', key, other).replies(0);
  },
);

core(
  '03.23',
  'MGET answers an array: a value or nil for each key, in the order of the keys',
  { why: 'a missing key keeps its place, as nil', read: 'many-keys-at-once' },
  async ({ wire, random }) => {
    const [key, other, missing] = [random.key(), random.key(), random.key()];
    const value = random.bytes(1, 40);
    await wire.command('MSET', key, value, other, '').replies(ok);
    await wire.command('MGET', missing, key, other, key).replies([null, value, '', value]);
    await wire.command('MGET', missing).replies([null]);
  },
);

core(
  '03.24',
  'SET with NX sets a key that is not there',
  { why: 'NX: only if the key does Not eXist', read: 'options-of-set' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    await wire.command('SET', key, value, 'NX').replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.25',
  'SET with NX leaves a key that is there alone, and answers nil',
  { why: 'the key decides, not its value: an empty one is there too', read: 'options-of-set' },
  async ({ wire, random }) => {
    const [key, empty] = [random.key(), random.key()];
    const value = random.text(1, 12);
    await wire.command('MSET', key, value, empty, '').replies(ok);
    await wire.command('SET', key, 'other', 'NX').replies(null);
    await wire.command('SET', empty, 'other', 'NX').replies(null);
    await wire.command('MGET', key, empty).replies([value, '']);
  },
);

core(
  '03.26',
  'SET with XX sets only a key that is there',
  { why: 'XX: only if the key does eXist; an empty value is one', read: 'options-of-set' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SET', key, 'no', 'XX').replies(null);
    await wire.command('EXISTS', key).replies(0);
    await wire.command('SET', key, '').replies(ok);
    await wire.command('SET', key, 'yes', 'XX').replies(ok);
    await wire.command('GET', key).replies('yes');
  },
);

core(
  '03.27',
  'SET with GET answers the old value, or nil, and sets the new one',
  { why: 'the reply is the old value instead of OK', read: 'options-of-set' },
  async ({ wire, random }) => {
    const key = random.key();
    const values = ['', random.bytes(1, 40), random.text(1, 12)];
    await wire.command('SET', key, 'first', 'GET').replies(null);
    let before: string | Buffer = 'first';
    for (const value of values) {
      await wire.command('SET', key, value, 'GET').replies(before);
      before = value;
    }
    await wire.command('GET', key).replies(before);
  },
);

core(
  '03.28',
  'SET with GET and XX, or GET and NX, answers the old value whether it sets or not',
  { why: 'with GET the reply is always what was there before', read: 'options-of-set' },
  async ({ wire, random }) => {
    const [key, missing] = [random.key(), random.key()];
    await wire.command('SET', key, 'old').replies(ok);
    await wire.command('SET', key, 'refused', 'NX', 'GET').replies('old');
    await wire.command('GET', key).replies('old');
    await wire.command('SET', key, 'new', 'GET', 'XX').replies('old');
    await wire.command('GET', key).replies('new');
    await wire.command('SET', missing, 'refused', 'XX', 'GET').replies(null);
    await wire.command('EXISTS', missing).replies(0);
    await wire.command('SET', missing, 'set', 'GET', 'NX').replies(null);
    await wire.command('GET', missing).replies('set');
  },
);

core(
  '03.29',
  'the options of SET are known in any case',
  { why: 'options are words, like names of commands: compare them in one case', read: 'options-of-set' },
  async ({ wire, random }) => {
    const key = random.key();
    const anyCase = (word: string) =>
      [...word].map((letter) => random.pick([letter, letter.toLowerCase()])).join('');
    await wire.command('SET', key, 'xx', anyCase('NX')).replies(ok);
    await wire.command('SET', key, 'nx', 'xx').replies(ok);
    await wire.command('SET', key, 'last', anyCase('GET'), 'xX').replies('nx');
  },
);

core(
  '03.30',
  'a value may be called like an option',
  { why: 'options are what comes after the value; the value itself is never one', read: 'options-of-set' },
  async ({ wire, random }) => {
    const key = random.key();
    const value = random.pick(['NX', 'XX', 'GET']);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('SET', key, 'XX', 'XX').replies(ok);
    await wire.command('GET', key).replies('XX');
  },
);

core(
  '03.31',
  'NX and XX together are a syntax error, and change nothing',
  { why: 'read all options before the first change', read: 'check-then-change' },
  async ({ wire, random }) => {
    await refuses(wire, random, [...random.shuffle(['NX', 'XX'])]);
  },
);

core(
  '03.32',
  'an unknown option is a syntax error, and changes nothing',
  { why: 'read all options before the first change', read: 'check-then-change' },
  async ({ wire, random }) => {
    await refuses(wire, random, [`${random.text(3)}!`]);
    await refuses(wire, random, ['GET', '']);
    await refuses(wire, random, ['XX', 'NXX']);
  },
);

core(
  '03.33',
  'SETNX sets a key that is not there, and answers 1 or 0',
  { why: 'the older form of SET … NX has replies of its own: integers', read: 'options-of-set' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SETNX', key, '').replies(1);
    await wire.command('SETNX', key, 'other').replies(0);
    await wire.command('GET', key).replies('');
  },
);

core(
  '03.34',
  'GETSET answers the old value and sets the new one',
  { why: 'the older form of SET … GET', read: 'options-of-set' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.bytes(1, 40)];
    await wire.command('GETSET', key, value).replies(null);
    await wire.command('GETSET', key, '').replies(value);
    await wire.command('GET', key).replies('');
  },
);

core(
  '03.35',
  'GETDEL answers the value and removes the key',
  { why: 'an empty value is a value, and goes too', read: 'one-map' },
  async ({ wire, random }) => {
    const key = random.key();
    const value = random.pick(['', random.text(1, 12)]);
    await wire.command('GETDEL', key).replies(null);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GETDEL', key).replies(value);
    await wire.command('EXISTS', key).replies(0);
  },
);

/** SET with these options is refused, for a key that is there and for one that isn't. */
async function refuses(wire: Wire, random: Random, options: readonly string[]): Promise<void> {
  const [key, missing] = [random.key(), random.key()];
  await wire.command('SET', key, 'before').replies(ok);
  await wire.command('SET', key, 'after', ...options).replies(error('ERR syntax error'));
  await wire.command('SET', missing, 'after', ...options).replies(error('ERR syntax error'));
  await wire.command('MGET', key, missing).replies(['before', null]);
}
