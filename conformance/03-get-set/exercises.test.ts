// The four exercises: EXERCISES.md.
import { error, exercise, expect, ok, simple } from '../../harness/suite.ts';
import { fill, missing, scan, step } from './scan.ts';

const queued = simple('QUEUED');

exercise(
  '03.78',
  'MSETNX sets all its keys when none of them is there',
  { why: 'first look at all of them, then set all of them', read: 'all-or-nothing' },
  async ({ wire, random }) => {
    const [key, other, value] = [random.key(), random.key(), random.bytes(1, 40)];
    await wire.command('MSETNX', key, value, other, '').replies(1);
    await wire.command('MGET', key, other).replies([value, '']);
  },
);

exercise(
  '03.79',
  'MSETNX sets nothing when one of its keys is there',
  { why: 'also when that is the last one, and its value is empty', read: 'all-or-nothing' },
  async ({ wire, random }) => {
    const [taken, ...others] = [random.key(), random.key(), random.key()];
    const last = [...random.shuffle(others), taken];
    await wire.command('SET', taken, '').replies(ok);
    await wire.command('MSETNX', ...last.flatMap((key) => [key, 'new'])).replies(0);
    await wire.command('GET', taken).replies('');
    await wire.command('EXISTS', ...others).replies(0);
    await wire
      .command('MSETNX', random.key(), 'value', random.key())
      .replies(error(/^ERR wrong number of arguments for ('msetnx' command|MSETNX|MSET)$/));
  },
);

exercise(
  '03.80',
  'GETRANGE answers the bytes from start to end, both included',
  { why: 'an index counts bytes; a negative one counts from the end', read: 'ranges-of-bytes' },
  async ({ wire, random }) => {
    const key = random.key();
    const value = Buffer.concat([Buffer.from('ü\r\n'), random.bytes(6, 60)]);
    const [last, at] = [value.length - 1, random.integer(0, value.length - 1)];
    const upTo = random.integer(at, last);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GETRANGE', key, at, upTo).replies(value.subarray(at, upTo + 1));
    await wire.command('GETRANGE', key, at, at).replies(value.subarray(at, at + 1));
    await wire.command('GETRANGE', key, 0, -1).replies(value);
    await wire.command('GETRANGE', key, -3, -2).replies(value.subarray(-3, -1));
    await wire.command('GETRANGE', key, at - value.length, -1).replies(value.subarray(at));
  },
);

exercise(
  '03.81',
  'GETRANGE beyond the value gives what there is',
  { why: 'where nothing of the range is left, the reply is empty and not nil', read: 'ranges-of-bytes' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(4, 30)];
    const beyond = value.length + random.integer(0, 1000);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('GETRANGE', key, 1, beyond).replies(value.slice(1));
    await wire.command('GETRANGE', key, -beyond - 1, 1).replies(value.slice(0, 2));
    await wire.command('GETRANGE', key, beyond, beyond + 1).replies('');
    await wire.command('GETRANGE', key, 2, 1).replies('');
    await wire.command('GETRANGE', key, -1, -2).replies('');
    await wire.command('GETRANGE', random.key(), 0, -1).replies('');
    await wire
      .command('GETRANGE', key, '0', 'one')
      .replies(error('ERR value is not an integer or out of range'));
  },
);

exercise(
  '03.82',
  'SETRANGE writes over the bytes from an offset on and answers the length',
  { why: 'what lies around stays; a short value is filled up with zero bytes', read: 'ranges-of-bytes' },
  async ({ wire, random }) => {
    const [key, missing] = [random.key(), random.key()];
    await wire.command('SET', key, 'Hello World').replies(ok);
    await wire.command('SETRANGE', key, 6, 'Redis').replies(11);
    await wire.command('GET', key).replies('Hello Redis');
    await wire.command('SETRANGE', key, 1, 'i').replies(11);
    await wire.command('SETRANGE', key, 9, 'ü\n!').replies(13);
    await wire.command('GET', key).replies('Hillo Redü\n!');
    const [offset, value] = [random.integer(1, 300), random.bytes(1, 40)];
    await wire.command('SETRANGE', missing, offset, value).replies(offset + value.length);
    await wire.command('GET', missing).replies(Buffer.concat([Buffer.alloc(offset), value]));
  },
);

exercise(
  '03.83',
  'SETRANGE of nothing changes nothing, and a bad offset is refused',
  { why: 'no bytes, no key; the limit is checked before any memory is asked for', read: 'ranges-of-bytes' },
  async ({ wire, random }) => {
    const [key, missing] = [random.key(), random.key()];
    await wire.command('SET', key, 'abc').replies(ok);
    await wire.command('SETRANGE', key, 10, '').replies(3);
    await wire.command('SETRANGE', missing, 10, '').replies(0);
    await wire.command('SETRANGE', missing, -1, 'x').replies(error('ERR offset is out of range'));
    await wire
      .command('SETRANGE', missing, 512 * 1024 * 1024, 'x')
      .replies(error(/^ERR string exceeds maximum allowed size \((512MB|proto-max-bulk-len)\)$/));
    await wire.command('MGET', key, missing).replies(['abc', null]);
  },
);

exercise(
  '03.84',
  'between MULTI and EXEC commands are queued, then all of them run',
  { why: 'until EXEC nothing has happened; its reply is the array of theirs', read: 'transactions' },
  async ({ wire, connect, random }) => {
    const [key, counter] = [random.key(), random.key()];
    const other = await connect();
    await wire.command('MULTI').replies(ok);
    await wire.command('SET', key, '\0\r\n').replies(queued);
    await wire.command('INCR', counter).replies(queued);
    await wire.command('MGET', key, counter).replies(queued);
    await other.command('EXISTS', key, counter).replies(0);
    await other.command('INCRBY', counter, 10).replies(10);
    await wire.command('EXEC').replies([simple('OK'), 11, ['\0\r\n', '11']]);
    await wire.command('GET', counter).replies('11');
    await wire.pipeline([['MULTI'], ['EXEC'], ['PING']]).replies(ok, [], simple('PONG'));
  },
);

exercise(
  '03.85',
  'DISCARD forgets what was queued',
  { why: 'so does the end of the connection: a transaction is its own', read: 'transactions' },
  async ({ wire, connect, random }) => {
    const key = random.key();
    const other = await connect();
    await wire
      .pipeline([['MULTI'], ['SET', key, 'x'], ['DISCARD'], ['GET', key]])
      .replies(ok, queued, ok, null);
    await other.pipeline([['MULTI'], ['SET', key, 'x']]).replies(ok, queued);
    await wire.command('SET', key, 'mine').replies(ok);
    await other.end().closes();
    await wire.command('GET', key).replies('mine');
  },
);

exercise(
  '03.86',
  'a command that cannot be queued makes EXEC refuse all of them',
  { why: 'an unknown name or a wrong arity is seen before anything runs', read: 'transactions' },
  async ({ wire, random }) => {
    const key = random.key();
    const aborted = error('EXECABORT Transaction discarded because of previous errors.');
    for (const bad of random.shuffle([['GET'], [`no${random.text(6)}`, key]])) {
      await wire.pipeline([['MULTI'], ['SET', key, 'x']]).replies(ok, queued);
      await wire.command(...bad).replies(error(/^ERR (wrong number of arguments|unknown command)/));
      await wire.pipeline([['EXEC'], ['GET', key]]).replies(aborted, null);
    }
  },
);

exercise(
  '03.87',
  'a command that fails when it runs does not stop the others',
  { why: 'its error is one of the replies; Redis does not roll back', read: 'transactions' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire
      .pipeline([['MULTI'], ['SET', key, 'x'], ['INCR', key], ['APPEND', key, 'y']])
      .replies(ok, queued, queued, queued);
    await wire.command('EXEC').replies([simple('OK'), error(/^ERR value is not an integer/), 2]);
    await wire.command('GET', key).replies('xy');
  },
);

exercise(
  '03.88',
  'MULTI, EXEC and DISCARD say when they are out of place',
  { why: 'a transaction is begun once and ended once', read: 'transactions' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('EXEC').replies(error('ERR EXEC without MULTI'));
    await wire.command('DISCARD').replies(error('ERR DISCARD without MULTI'));
    await wire.command('MULTI').replies(ok);
    await wire.command('MULTI').replies(error('ERR MULTI calls can not be nested'));
    await wire.pipeline([['SET', key, 'x'], ['EXEC'], ['GET', key]]).replies(queued, [ok], 'x');
  },
);

exercise(
  '03.89',
  'SCAN goes through all keys in steps',
  { why: 'each call gives some keys and the cursor for the next call; cursor 0 is the end', read: 'cursors' },
  async ({ wire, random }) => {
    await wire.command('FLUSHALL').replies(ok);
    await wire.command('SCAN', '0').replies(['0', []]);
    const keys = await fill(wire, random, random.integer(200, 400));
    const { found, calls } = await scan(wire, ['COUNT', '15']);
    expect(missing(keys, found)).toEqual([]);
    expect(calls, 'the number of calls, each for 15 keys or so').toBeGreaterThan(5);
    expect(missing(keys, (await scan(wire, [])).found)).toEqual([]);
  },
);

exercise(
  '03.90',
  'SCAN finds each key that is there all the time, whatever comes and goes',
  { why: 'a position in a list skips keys when those before it are removed', read: 'cursors' },
  async ({ wire, random }) => {
    const keys = await fill(wire, random, 300);
    const going = keys.filter((_, i) => i % 2 === 0);
    const staying = keys.filter((_, i) => i % 2 === 1);
    const { found } = await scan(wire, ['COUNT', '10'], async (page) => {
      await wire.command('DEL', random.key(), ...going.filter((key) => page.includes(key))).reply();
      await wire.command('SET', random.key(), '').replies(ok);
      await wire.command('SET', random.pick(staying), 'x').replies(ok);
    });
    expect(missing(staying, found)).toEqual([]);
  },
);

exercise(
  '03.91',
  'the cursor of SCAN holds all there is to know: it may be used twice, and by another client',
  { why: 'the server keeps nothing for it: to give a scan up costs nothing', read: 'cursors' },
  async ({ wire, connect, random }) => {
    const other = await connect();
    const keys = await fill(wire, random, 200);
    const first = await step(wire, '0', ['COUNT', '20']);
    expect(first.cursor).not.toBe('0');
    for (const client of [wire, other, wire]) {
      const { found } = await scan(client, ['COUNT', '20'], undefined, first.cursor);
      expect(missing(keys, new Set([...first.keys, ...found]))).toEqual([]);
    }
  },
);

exercise(
  '03.92',
  'SCAN with MATCH gives only keys that match, and bad arguments are refused',
  { why: 'a step may find nothing and still not be the last one', read: 'cursors' },
  async ({ wire, random }) => {
    const [wanted = ''] = await fill(wire, random, 100);
    const { found } = await scan(wire, ['match', `${wanted.slice(0, -1)}?`, 'count', '7']);
    expect([...found]).toEqual([wanted]);
    await wire.command('SCAN', 'zero').replies(error('ERR invalid cursor'));
    await wire.command('SCAN', '0', 'COUNT', '0').replies(error('ERR syntax error'));
    await wire
      .command('SCAN', '0', 'COUNT', 'x')
      .replies(error('ERR value is not an integer or out of range'));
    await wire.command('SCAN', '0', random.pick(['MATCH', 'NEXT'])).replies(error('ERR syntax error'));
  },
);
