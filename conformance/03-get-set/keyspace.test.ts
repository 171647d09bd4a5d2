// All keys at once: KEYS, TYPE, DBSIZE, FLUSHALL, SELECT.
import { core, error, ok, simple, type Word } from '../../harness/suite.ts';
import { keysWithPrefix } from './patterns.ts';

core(
  '03.46',
  'TYPE tells that a key holds a string, or that there is none',
  { why: 'the reply is a simple string: +string or +none', read: 'the-whole-keyspace' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('TYPE', key).replies(simple('none'));
    await wire.command('SET', key, random.pick(['', '7', random.text(1, 12)])).replies(ok);
    await wire.command('TYPE', key).replies(simple('string'));
  },
);

core(
  '03.47',
  'KEYS with a key answers an array with that key, or an empty one',
  {
    why: 'a pattern without special characters matches exactly itself, from its start to its end',
    read: 'glob-patterns',
  },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('MSET', `${key}1`, '', `1${key}`, '').replies(ok);
    await wire.command('KEYS', key).replies([]);
    await wire.command('SET', key, '').replies(ok);
    await wire.command('KEYS', key).replies([key]);
  },
);

core(
  '03.48',
  'KEYS: * stands for any characters, also for none',
  { why: 'also for a line break; a `.` of a regular expression is not one', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const { found } = await keysWithPrefix(wire, random, ['', 'a', 'ab', 'b', 'bab', 'a\nb', '*', 'a*b']);
    await found('*', ['', 'a', 'ab', 'b', 'bab', 'a\nb', '*', 'a*b']);
    await found('a*', ['a', 'ab', 'a\nb', 'a*b']);
    await found('*b', ['ab', 'b', 'bab', 'a\nb', 'a*b']);
    await found('a*b', ['ab', 'a\nb', 'a*b']);
    await found('*a*', ['a', 'ab', 'bab', 'a\nb', 'a*b']);
    await found('**b**a**', ['bab']);
  },
);

core(
  '03.49',
  'KEYS: ? stands for one byte',
  { why: 'exactly one, whatever it is; ü is two', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const bytes = [Buffer.from([0]), Buffer.from([0xff]), '\n', '?', 'x'];
    const { found } = await keysWithPrefix(wire, random, ['', 'xy', 'ü', ...bytes]);
    await found('?', bytes);
    await found('??', ['xy', 'ü']);
    await found('?*', [...bytes, 'xy', 'ü']);
  },
);

core(
  '03.50',
  'KEYS: [abc] stands for one of these, [a-c] for a range, [^a] for any other',
  { why: 'a range may be given backwards; a - at the end stands for itself', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const { found } = await keysWithPrefix(wire, random, ['a', 'b', 'c', 'd', '-', '^', 'aa', '']);
    await found('[ac]', ['a', 'c']);
    await found('[a-c]', ['a', 'b', 'c']);
    await found('[c-a]', ['a', 'b', 'c']);
    await found('[^a-c]', ['d', '-', '^']);
    await found('[a^]', ['a', '^']);
    await found('[-a]', ['a', '-']);
    await found('[^^]', ['a', 'b', 'c', 'd', '-']);
    await found('[a]a', ['aa']);
    await found('[ab][ab]', ['aa']);
  },
);

core(
  '03.51',
  'KEYS: a \\ makes the next character stand for itself',
  { why: 'also within brackets; before an ordinary character it changes nothing', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const { found } = await keysWithPrefix(wire, random, ['*', '?', '[', ']', '\\', 'a', 'n', '\n', '[a]']);
    await found('\\*', ['*']);
    await found('\\?', ['?']);
    await found('\\[', ['[']);
    await found('\\[a]', ['[a]']);
    await found('\\\\', ['\\']);
    await found('\\n', ['n']);
    await found('[\\]\\\\]', [']', '\\']);
    await found('[^\\*\\?]', ['[', ']', '\\', 'a', 'n', '\n']);
  },
);

core(
  '03.52',
  'KEYS: all other characters stand for themselves',
  { why: 'a glob turned into a regular expression needs . + ^ $ ( ) { } | escaped', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const specials = random.shuffle([
      '.',
      '+',
      '^',
      '$',
      '(',
      ')',
      '{',
      '}',
      '|',
      '()',
      'a|b',
      '.*',
      '/',
      'a{2}',
      'A',
    ]);
    const { found } = await keysWithPrefix(wire, random, [...specials, 'a', 'aa', '']);
    for (const special of specials.filter((each) => each !== '.*')) await found(special, [special]);
    await found('.*', ['.', '.*']);
    await found('a', ['a']);
  },
);

core(
  '03.53',
  'KEYS compares bytes',
  { why: 'keys that are not UTF-8 are found and answered as they are', read: 'glob-patterns' },
  async ({ wire, random }) => {
    const [high, higher] = [Buffer.from([0x80, 0xff]), Buffer.from([0xfe, 0x0a])];
    const { found } = await keysWithPrefix(wire, random, [high, higher, 'ü']);
    await found(high, [high]);
    await found(Buffer.from('?\xff', 'latin1'), [high]);
    await found(Buffer.from('[\xf0-\xff]*', 'latin1'), [higher]);
    await found('*', [high, higher, 'ü']);
  },
);

core(
  '03.54',
  'DBSIZE counts the keys',
  { why: 'a key that is set again is no new one', read: 'the-whole-keyspace' },
  async ({ wire, random }) => {
    const before = Number(await wire.command('DBSIZE').reply());
    const keys = Array.from({ length: random.integer(3, 50) }, (_, i) => `${random.key()}${i}`);
    const [first = '', second = ''] = keys;
    for (const key of keys) await wire.command('SET', key, random.text(0, 12)).replies(ok);
    await wire.command('DBSIZE').replies(before + keys.length);
    await wire.command('SET', first, '').replies(ok);
    await wire.command('DEL', second, random.key()).replies(1);
    await wire.command('GET', second).replies(null);
    await wire.command('DBSIZE').replies(before + keys.length - 1);
  },
);

core(
  '03.55',
  'FLUSHALL removes all keys',
  { why: 'for every client: there is one Map for all of them', read: 'the-whole-keyspace' },
  async ({ wire, connect, random }) => {
    const other = await connect();
    const keys = Array.from({ length: random.integer(3, 20) }, () => random.key());
    for (const how of random.shuffle([[], ['ASYNC'], ['sync']])) {
      await wire.command('MSET', ...keys.flatMap((key) => [key, random.text(0, 12)])).replies(ok);
      await other.command('FLUSHALL', ...how).replies(ok);
      await wire.command('DBSIZE').replies(0);
      await wire.command('MGET', ...keys).replies(keys.map(() => null));
      await wire.command('KEYS', '*').replies([]);
    }
    await wire.command('SET', 'key', 'value').replies(ok);
    await wire.command('FLUSHALL', random.text(3)).replies(error('ERR syntax error'));
    await wire.command('DBSIZE').replies(1);
  },
);

core(
  '03.56',
  'SELECT 0 selects the database that is used anyway',
  { why: 'Redis has databases by number; clients say SELECT 0 to be sure', read: 'the-whole-keyspace' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    await wire.command('SET', key, value).replies(ok);
    await wire.command('SELECT', '0').replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '03.57',
  'SELECT of a database that is not there is refused',
  { why: 'the index is an integer by the rules of INCR, and in range', read: 'the-whole-keyspace' },
  async ({ wire, random }) => {
    const outOfRange = error('ERR DB index is out of range');
    for (const index of ['-1', random.integer(100_000, 999_999)]) {
      await wire.command('SELECT', index).replies(outOfRange);
    }
    // Redis before 7.0 worded it the second way.
    for (const index of ['zero', '', '0x0']) {
      await wire
        .command('SELECT', index)
        .replies(error(/^ERR (value is not an integer or out of range|invalid DB index)$/));
    }
  },
);

core(
  '03.58',
  'each command says when it got too few or too many arguments, and changes nothing',
  {
    why: 'the table knows how many arguments each command takes, so the check is one line for all of them',
    read: 'a-table-of-commands',
  },
  async ({ wire, random }) => {
    const key = random.key();
    const calls: Word[][] = [
      ...[
        'get',
        'del',
        'exists',
        'incr',
        'decr',
        'strlen',
        'mget',
        'mset',
        'getdel',
        'type',
        'keys',
        'select',
      ].map((name) => [name]),
      ...['get', 'incr', 'decr', 'strlen', 'getdel', 'type', 'keys'].map((name) => [name, key, key]),
      ...['set', 'setnx', 'getset', 'append', 'incrby', 'decrby'].map((name) => [name, key]),
      ...['setnx', 'getset', 'append', 'incrby', 'decrby'].map((name) => [name, key, '1', '2']),
      ['dbsize', key],
    ];
    for (const [name = '', ...rest] of random.shuffle(calls)) {
      await wire
        .command(`${name}`.toUpperCase(), ...rest)
        .replies(error(`ERR wrong number of arguments for '${name}' command`));
    }
    await wire.command('EXISTS', key).replies(0);
  },
);
