// The four tasks of starter/04-expiry/EXERCISES.md.
import {
  anyOf,
  between,
  error,
  exercise,
  expect,
  like,
  ok,
  type Random,
  type Wire,
} from '../../harness/suite.ts';
import { decided, left, past, sweptSoon, timed, until } from './clock.ts';

exercise(
  '04.61',
  'RENAME moves the value and the deadline to the new name',
  {
    why: 'a deadline belongs to the key: it moves with it, and stays the same moment',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [moment, value, to] = [far(random), random.text(1, 12), random.key()];
    const from = await given(wire, random, value, moment);
    await wire.command('RENAME', from, to).replies(ok);
    await wire
      .pipeline([
        ['EXISTS', from],
        ['GET', to],
        ['PEXPIRETIME', to],
      ])
      .replies(0, value, moment);
    await wire.command('RENAME', from, to).replies(error('ERR no such key'));
    await wire.command('RENAME', to, to).replies(ok);
    await wire
      .pipeline([
        ['GET', to],
        ['PEXPIRETIME', to],
      ])
      .replies(value, moment);
  },
);

exercise(
  '04.62',
  'RENAME onto another key replaces all of it, its deadline too',
  {
    why: 'a key without a deadline must not inherit the one of the key that it replaces',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [value, moment] = [random.text(1, 12), far(random)];
    const [mortal, forever] = [await given(wire, random, '', moment), await given(wire, random, value)];
    await wire.command('RENAME', forever, mortal).replies(ok);
    await wire
      .pipeline([
        ['GET', mortal],
        ['TTL', mortal],
        ['EXISTS', forever],
      ])
      .replies(value, -1, 0);
    const other = await given(wire, random, '7', moment);
    await wire.command('RENAME', other, mortal).replies(ok);
    await wire
      .pipeline([
        ['GET', mortal],
        ['PEXPIRETIME', mortal],
      ])
      .replies('7', moment);
    // And nothing of it is left under the old name.
    await wire
      .pipeline([
        ['INCR', other],
        ['TTL', other],
      ])
      .replies(1, -1);
  },
);

exercise(
  '04.63',
  'RENAMENX renames only to a name that is free; that of an expired key is',
  {
    why: '1 when it was done, 0 when not; a key whose deadline is over is not there',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const moment = far(random);
    const [mortal, taken] = [await given(wire, random, '7', moment), await given(wire, random, '8')];
    await wire.command('RENAMENX', mortal, taken).replies(0);
    await wire.command('RENAMENX', mortal, mortal).replies(0);
    await wire.command('RENAMENX', random.key(), taken).replies(error('ERR no such key'));
    const old = await given(wire, random, '9', 1);
    await wire.command('RENAMENX', old, taken).replies(error('ERR no such key'));
    await wire.command('SET', old, '9', 'PXAT', 1).replies(ok);
    await wire.command('RENAMENX', mortal, old).replies(1);
    await wire
      .pipeline([
        ['EXISTS', mortal],
        ['GET', old],
        ['PEXPIRETIME', old],
      ])
      .replies(0, '7', moment);
  },
);

exercise(
  '04.64',
  'COPY gives another key the same value and the same deadline',
  {
    why: '1 when it was copied; 0 when there is nothing to copy, or something in the way and no REPLACE',
    read: 'a-key-moves-with-its-deadline',
  },
  async ({ wire, random }) => {
    const [moment, copy] = [far(random), random.key()];
    const [mortal, forever] = [await given(wire, random, '7', moment), await given(wire, random, '8')];
    await wire.command('COPY', random.key(), copy).replies(0);
    await wire.command('COPY', mortal, copy).replies(1);
    await wire.command('COPY', forever, copy).replies(0);
    for (const key of [mortal, copy]) {
      await wire
        .pipeline([
          ['GET', key],
          ['PEXPIRETIME', key],
        ])
        .replies('7', moment);
    }
    await wire.command('COPY', forever, copy, 'replace').replies(1);
    await wire
      .pipeline([
        ['GET', copy],
        ['TTL', copy],
        ['GET', forever],
      ])
      .replies('8', -1, '8');
    await wire.command('COPY', mortal, copy, random.text(4)).replies(error('ERR syntax error'));
    const same = error('ERR source and destination objects are the same');
    await wire.command('COPY', mortal, mortal).replies(same);
  },
);

exercise(
  '04.65',
  'RANDOMKEY gives any of the keys, and nil when there is none',
  { why: 'each key has its turn: the first key of a Map is no random one', read: 'any-living-key' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    await wire.command('RANDOMKEY').replies(null);
    const keys = [random.key(), random.key(), random.key()];
    for (const key of keys) await wire.command('SET', key, '').replies(ok);
    const seen = new Set<string>();
    // That one of three is never among 200 happens once in 10^35 runs.
    for (let i = 0; i < 200; i++) seen.add(String(await wire.command('RANDOMKEY').reply()));
    expect([...seen].sort()).toEqual([...keys].sort());
  },
);

exercise(
  '04.66',
  'RANDOMKEY never gives an expired key, though nothing else may be left',
  {
    why: 'it draws again; and when all that is left is over, the answer is nil and not an endless search',
    read: 'any-living-key',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const expire = async () => {
      const keys = Array.from({ length: 50 }, () => random.key());
      await wire.pipeline(keys.map((key) => ['SET', key, '', 'PX', 1])).replies(...keys.map(() => ok));
      await past(Date.now() + 1);
    };
    // Something may have freed them by then: at another moment it will not.
    for (let round = 0; round < 3; round++) {
      await expire();
      await wire.command('RANDOMKEY').replies(null);
    }
    const living = random.key();
    await wire.command('SET', living, '', 'EX', 100).replies(ok);
    for (let round = 0; round < 3; round++) {
      await expire();
      await wire.pipeline([['RANDOMKEY'], ['RANDOMKEY']]).replies(living, living);
    }
  },
);

exercise(
  '04.67',
  'INFO keyspace tells how many keys there are, and how many of them have a deadline',
  { why: 'db0:keys=3,expires=2,… as redis-cli and every monitor reads it', read: 'what-has-expired' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const [mortal, changed] = [
      await given(wire, random, '', far(random)),
      await given(wire, random, '', far(random)),
    ];
    await given(wire, random, '');
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=3,expires=2,avg_ttl=\d+\r$/m));
    await wire.command('PERSIST', changed).replies(1);
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=3,expires=1,avg_ttl=\d+\r$/m));
    await wire.command('DEL', mortal).replies(1);
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=2,expires=0,avg_ttl=\d+\r$/m));
  },
);

exercise(
  '04.68',
  'INFO stats counts the keys that expired, those found by a reader and those that nobody read',
  {
    why: 'each expired key counts once, whoever finds it; one that is deleted or overwritten did not expire',
    read: 'what-has-expired',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const expired = (count: number) =>
      wire.command('INFO', 'stats').replies(like(new RegExp(`^expired_keys:${count}\r$`, 'm')));
    await expired(0);
    const [read, unread] = [random.integer(1, 9), random.integer(1, 9)];
    for (let i = 0; i < read; i++) {
      const key = random.key();
      await wire.command('SET', key, '', 'PX', 1).replies(ok);
      await past(Date.now() + 1);
      await wire
        .pipeline([
          ['GET', key],
          ['GET', key],
        ])
        .replies(null, null);
    }
    await expired(read);
    for (let i = 0; i < unread; i++) await wire.command('SET', random.key(), '', 'PX', 1).replies(ok);
    await sweptSoon(() => expired(read + unread));
    const key = await given(wire, random, '1', far(random));
    await wire.command('SET', key, '2').replies(ok);
    await wire.command('DEL', key).replies(1);
    await expired(read + unread);
  },
);

const notOnRedis =
  'CL.THROTTLE comes with a module, redis-cell: redis-server by itself answers that it is unknown';

exercise(
  '04.69',
  'CL.THROTTLE lets a burst pass, and then no more',
  {
    why: 'max_burst + 1 at once; each takes one, and the fourth number is how long to wait, -1 for not at all',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, burst, period] = [random.key(), random.integer(1, 5), random.integer(1000, 9999)];
    // One more every `period` seconds: none in the time of this test.
    for (let passed = 1; passed <= burst + 1; passed++) {
      const reset = between(passed * period - 100, passed * period);
      await wire
        .command('CL.THROTTLE', key, burst, 1, period)
        .replies([0, burst + 1, burst + 1 - passed, -1, reset]);
    }
    const reset = between((burst + 1) * period - 100, (burst + 1) * period);
    const refused = [1, burst + 1, 0, between(period - 100, period), reset];
    await wire.command('CL.THROTTLE', key, burst, 1, period).replies(refused);
    await wire.command('CL.THROTTLE', key, burst, 1, period).replies(refused);
    await wire
      .command('CL.THROTTLE', random.key(), burst, 1, period)
      .replies([0, burst + 1, burst, -1, anyOf(period, period - 1)]);
  },
);

exercise(
  '04.70',
  'CL.THROTTLE lets one more pass when its time has come',
  {
    why: 'what was refused took nothing: the one that waits as long as it was told gets through',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    await decided(async (life) => {
      // 1000 in `life` seconds: one every `life` ms.
      const words = ['CL.THROTTLE', random.key(), 0, 1000, life];
      const first = await timed(() => wire.command(...words).replies([0, 1, 0, -1, between(0, 1)]));
      await wire.command(...words).replies(until(first.from + life, [1, 1, 0, between(0, 1), between(0, 1)]));
      const inTime = Date.now() < first.from + life;
      await past(first.to + life);
      if (inTime) await wire.command(...words).replies([0, 1, 0, -1, between(0, 1)]);
      return inTime;
    });
  },
);

exercise(
  '04.71',
  'CL.THROTTLE takes a quantity, all of it or nothing',
  {
    why: 'a quantity of 3 counts like three; where only two are left it is refused, and two still pass',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, period] = [random.key(), random.integer(1000, 9999)];
    const words = ['CL.THROTTLE', key, 4, 1, period];
    await wire.command(...words, 3).replies([0, 5, 2, -1, between(3 * period - 100, 3 * period)]);
    const wait = between(period - 100, period);
    await wire.command(...words, 3).replies([1, 5, 2, wait, between(3 * period - 100, 3 * period)]);
    await wire.command(...words, 2).replies([0, 5, 0, -1, between(5 * period - 100, 5 * period)]);
    const wrong = ['CL.THROTTLE', key, 4, 1];
    await wire.command(...wrong).replies(error("ERR wrong number of arguments for 'cl.throttle' command"));
    await wire.command(...wrong, `${random.text(3)}x`).replies(error(/^ERR .+/));
  },
);

exercise(
  '04.72',
  'a limiter is a key with a deadline, and is gone when it has nothing more to remember',
  {
    why: 'its deadline is the moment at which all of the burst is there again',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, period] = [random.key(), random.integer(100, 999)];
    const from = Date.now();
    await wire
      .command('CL.THROTTLE', key, 4, 1, period, 2)
      .replies([0, 5, 3, -1, between(2 * period - 100, 2 * period)]);
    await wire.command('PTTL', key).replies(left(from, 2000 * period));
    const soon = random.key();
    const taken = await timed(() =>
      wire.command('CL.THROTTLE', soon, 0, 1000, 40).replies([0, 1, 0, -1, between(0, 1)]),
    );
    await past(taken.to + 40);
    await wire.command('EXISTS', soon).replies(0);
    await wire.command('DEL', key).replies(1);
    await wire
      .command('CL.THROTTLE', key, 4, 1, period)
      .replies([0, 5, 4, -1, between(period - 100, period)]);
  },
);

/** A deadline that is far away. */
function far(random: Random): number {
  return Date.now() + random.integer(100_000, 999_999);
}

/** A new key with this value and, if one is given, this deadline. */
async function given(wire: Wire, random: Random, value: string, moment?: number): Promise<string> {
  const key = random.key();
  await wire.command('SET', key, value, ...(moment === undefined ? [] : ['PXAT', moment])).replies(ok);
  return key;
}
