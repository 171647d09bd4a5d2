// Giving a key a deadline, asking for it, and what it does.
import { core, ok, simple } from '../../harness/suite.ts';
import { decided, left, past, timed, until } from './clock.ts';

core(
  '04.1',
  'SET takes a time to live: EX in seconds, PX in milliseconds',
  { why: 'SET knows its options from stage 03 only', read: 'the-new-options-of-set' },
  async ({ wire, random }) => {
    await wire.command('SET', random.key(), random.text(3), 'EX', random.integer(10, 1000)).replies(ok);
    await wire.command('SET', random.key(), random.text(3), 'PX', random.integer(10_000, 99_999)).replies(ok);
  },
);

core(
  '04.2',
  'a value with a deadline is read like any other',
  {
    why: 'the value is still the whole second argument, and the options are no part of it',
    read: 'two-maps',
  },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.bytes(1, 20)];
    await wire.command('SET', key, value, 'EX', random.integer(100, 1000)).replies(ok);
    await wire.command('GET', key).replies(value);
  },
);

core(
  '04.3',
  'TTL is -2 for a key that is not there and -1 for one without a deadline',
  { why: 'two kinds of nothing, which clients tell apart; PTTL answers the same', read: 'what-is-left' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire
      .pipeline([
        ['TTL', key],
        ['PTTL', key],
      ])
      .replies(-2, -2);
    await wire.command('SET', key, random.text(3)).replies(ok);
    await wire
      .pipeline([
        ['TTL', key],
        ['PTTL', key],
      ])
      .replies(-1, -1);
  },
);

core(
  '04.4',
  'TTL tells how many seconds are left',
  {
    why: 'the deadline minus now, in seconds; TTL right after SET … EX 100 is 100, not 99',
    read: 'what-is-left',
  },
  async ({ wire, random }) => {
    const [key, seconds] = [random.key(), random.integer(10, 1000)];
    const from = Date.now();
    await wire.command('SET', key, random.text(3), 'EX', seconds).replies(ok);
    await wire.command('TTL', key).replies(left(from, 1000 * seconds, 'seconds'));
  },
);

core(
  '04.5',
  'PTTL tells how many milliseconds are left',
  { why: 'deadlines are kept in milliseconds, also those given in seconds', read: 'what-is-left' },
  async ({ wire, random }) => {
    // Not near a whole second: what counts in seconds must not come out right.
    const life = 1000 * random.integer(10, 99) + random.integer(600, 900);
    const [key, seconds] = [random.key(), random.integer(10, 1000)];
    let from = Date.now();
    await wire.command('SET', key, random.text(3), 'EX', seconds).replies(ok);
    await wire.command('PTTL', key).replies(left(from, 1000 * seconds));
    from = Date.now();
    await wire.command('SET', key, random.text(3), 'PX', life).replies(ok);
    await wire.command('PTTL', key).replies(left(from, life));
  },
);

core(
  '04.6',
  'a key is there until its deadline, and gone right after it',
  {
    why: 'whoever reads a key looks at its deadline first: it is gone at once, not when a timer gets round to it',
    read: 'lazy-expiry',
  },
  async ({ wire, random }) => {
    // A sweep may happen to come just after the deadline, and hide that nobody looks at the clock; not three times.
    for (let round = 0; round < 3; round++) {
      await decided(async (life) => {
        const [key, value] = [random.key(), random.text(1, 12)];
        const set = await timed(() => wire.command('SET', key, value, 'PX', life).replies(ok));
        await wire.command('GET', key).replies(until(set.from + life, value));
        const inTime = Date.now() < set.from + life;
        await past(set.to + life);
        await wire.command('GET', key).replies(null);
        return inTime;
      });
    }
  },
);

core(
  '04.7',
  'EXPIRE gives a key a deadline, and answers 1',
  { why: 'seconds from now; the value stays as it is', read: 'two-maps' },
  async ({ wire, random }) => {
    const [key, value, seconds] = [random.key(), random.text(1, 12), random.integer(10, 1000)];
    await wire.command('SET', key, value).replies(ok);
    const from = Date.now();
    await wire.command('EXPIRE', key, seconds).replies(1);
    await wire.command('TTL', key).replies(left(from, 1000 * seconds, 'seconds'));
    await wire.command('GET', key).replies(value);
  },
);

core(
  '04.8',
  'EXPIRE answers 0 when there is no such key, and makes none',
  { why: 'a deadline belongs to a key; one that is set later must not find it waiting', read: 'two-maps' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('EXPIRE', key, random.integer(10, 1000)).replies(0);
    await wire.command('EXISTS', key).replies(0);
    await wire.command('APPEND', key, 'x').replies(1);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.9',
  'EXPIRE again puts the new deadline in place of the old one, later or earlier',
  { why: 'a key has one deadline: the last one', read: 'two-maps' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SET', key, random.text(3), 'EX', 5000).replies(ok);
    for (const seconds of random.shuffle([random.integer(10, 4000), random.integer(6000, 9999)])) {
      const from = Date.now();
      await wire.command('EXPIRE', key, seconds).replies(1);
      await wire.command('PTTL', key).replies(left(from, 1000 * seconds));
    }
  },
);

core(
  '04.10',
  'PEXPIRE counts in milliseconds',
  { why: 'the same as EXPIRE, in another unit', read: 'two-maps' },
  async ({ wire, random }) => {
    const [key, life] = [random.key(), random.integer(10_000, 99_999)];
    await wire.command('PEXPIRE', key, life).replies(0);
    await wire.command('SET', key, random.text(3)).replies(ok);
    const from = Date.now();
    await wire.command('PEXPIRE', key, life).replies(1);
    await wire.command('PTTL', key).replies(left(from, life));
  },
);

core(
  '04.11',
  'PERSIST takes the deadline away: 1 when there was one, 0 when not',
  {
    why: 'the key stays; without a deadline, or without the key, there is nothing to take away',
    read: 'two-maps',
  },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    await wire.command('PERSIST', key).replies(0);
    await wire.command('SET', key, value, 'EX', 100).replies(ok);
    await wire.command('PERSIST', key).replies(1);
    await wire
      .pipeline([
        ['TTL', key],
        ['PERSIST', key],
        ['GET', key],
      ])
      .replies(-1, 0, value);
  },
);

core(
  '04.12',
  'a key outlives a deadline that it no longer has',
  {
    why: 'a timer that was started for the first deadline still fires, and deletes a key that has another one or none',
    read: 'why-not-a-timer-for-each-key',
  },
  async ({ wire, random }) => {
    const value = random.text(1, 12);
    await decided(async (life) => {
      const keys = [random.key(), random.key(), random.key(), random.key()] as const;
      const set = await timed(() =>
        wire.pipeline(keys.map((key) => ['SET', key, value, 'PX', life])).replies(...keys.map(() => ok)),
      );
      await wire
        .pipeline([
          ['PERSIST', keys[0]],
          ['PEXPIRE', keys[1], 100_000],
          ['SET', keys[2], value],
          ['DEL', keys[3]],
          ['SET', keys[3], value, 'EX', 100],
        ])
        .replies(...[1, 1, ok, 1, ok].map((reply) => until(set.from + life, reply)));
      const inTime = Date.now() < set.from + life;
      await past(set.to + life);
      // A timer that is due may have to wait until the next command is answered.
      await wire.command('PING').replies(simple('PONG'));
      if (inTime) await wire.command('MGET', ...keys).replies(keys.map(() => value));
      return inTime;
    });
  },
);
