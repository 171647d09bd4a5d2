// Deadlines as moments: Unix times, GETEX, rounding, times that are far away, many at once.
import { between, core, ok } from '../../harness/suite.ts';
import { deadline, decided, left, past, rounded, timed, until } from './clock.ts';

core(
  '04.13',
  'SET takes a deadline as a Unix time: EXAT in seconds, PXAT in milliseconds',
  {
    why: 'the time since 1970, as `Date.now()` tells it; nothing is added to it',
    read: 'absolute-deadlines',
  },
  async ({ wire, random }) => {
    const [key, life] = [random.key(), random.integer(10_000, 99_999)];
    const from = Date.now();
    await wire.command('SET', key, random.text(3), 'PXAT', from + life).replies(ok);
    await wire.command('PTTL', key).replies(left(from, life));
    const second = Math.ceil((from + life) / 1000);
    await wire.command('SET', key, random.text(3), 'EXAT', second).replies(ok);
    await wire.command('PTTL', key).replies(left(from, 1000 * second - from));
  },
);

core(
  '04.14',
  'EXPIREAT and PEXPIREAT set a deadline as a Unix time',
  { why: 'the same as EXPIRE and PEXPIRE, but nothing is added to the number', read: 'absolute-deadlines' },
  async ({ wire, random }) => {
    const [key, life] = [random.key(), random.integer(10_000, 99_999)];
    const from = Date.now();
    const [moment, second] = [from + life, Math.ceil((from + life) / 1000)];
    await wire
      .pipeline([
        ['EXPIREAT', key, second],
        ['PEXPIREAT', key, moment],
      ])
      .replies(0, 0);
    await wire.command('SET', key, random.text(3)).replies(ok);
    await wire.command('PEXPIREAT', key, moment).replies(1);
    await wire.command('PTTL', key).replies(left(from, life));
    await wire.command('EXPIREAT', key, second).replies(1);
    await wire.command('PTTL', key).replies(left(from, 1000 * second - from));
  },
);

core(
  '04.15',
  'PEXPIRETIME tells the deadline as a Unix time in milliseconds, however it was given',
  {
    why: 'what is kept is the moment itself: now, read once, plus the time to live',
    read: 'absolute-deadlines',
  },
  async ({ wire, random }) => {
    const [key, seconds] = [random.key(), random.integer(10, 1000)];
    await wire.command('PEXPIRETIME', key).replies(-2);
    await wire.command('SET', key, random.text(3)).replies(ok);
    await wire.command('PEXPIRETIME', key).replies(-1);
    const expire = await timed(() => wire.command('EXPIRE', key, seconds).replies(1));
    await wire.command('PEXPIRETIME', key).replies(between(...deadline(expire, 1000 * seconds)));
    const moment = Date.now() + random.integer(10_000, 99_999);
    await wire.command('PEXPIREAT', key, moment).replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment);
    await wire.command('SET', key, random.text(3), 'PXAT', moment + 1).replies(ok);
    await wire.command('PEXPIRETIME', key).replies(moment + 1);
  },
);

core(
  '04.16',
  'EXPIRETIME tells the deadline as a Unix time in seconds',
  { why: 'as PEXPIRETIME; -1 without a deadline, -2 without the key', read: 'absolute-deadlines' },
  async ({ wire, random }) => {
    const [key, second] = [random.key(), Math.ceil(Date.now() / 1000) + random.integer(10, 1000)];
    await wire.command('EXPIRETIME', key).replies(-2);
    await wire.command('SET', key, random.text(3)).replies(ok);
    await wire.command('EXPIRETIME', key).replies(-1);
    await wire.command('EXPIREAT', key, second).replies(1);
    await wire.command('EXPIRETIME', key).replies(second);
    await wire.command('SET', key, random.text(3), 'EXAT', second + 1).replies(ok);
    await wire.command('EXPIRETIME', key).replies(second + 1);
  },
);

core(
  '04.17',
  'SETEX and PSETEX set a value and its time to live in one command',
  { why: 'the order of the arguments: key, time to live, value', read: 'the-new-options-of-set' },
  async ({ wire, random }) => {
    const [key, seconds, life] = [random.key(), random.integer(10, 1000), random.integer(10_000, 99_999)];
    for (const [name, time, ms] of [
      ['SETEX', seconds, 1000 * seconds],
      ['PSETEX', life, life],
    ] as const) {
      const value = random.text(1, 12);
      const from = Date.now();
      await wire.command(name, key, time, value).replies(ok);
      await wire.command('PTTL', key).replies(left(from, ms));
      await wire.command('GET', key).replies(value);
    }
  },
);

core(
  '04.18',
  'the names of options are known in any case, and their order is free',
  {
    why: 'SET key value nx Ex 10, EX 10 GET: each word is looked at where it stands',
    read: 'the-new-options-of-set',
  },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    const from = Date.now();
    await wire.command('SET', key, random.text(3), 'nx', 'Ex', 100).replies(ok);
    await wire.command('SET', key, value, 'pX', 200_000, 'xX').replies(ok);
    await wire.command('SET', key, random.text(3), 'get', 'ex', 300, 'XX').replies(value);
    await wire.command('TTL', key).replies(left(from, 300_000, 'seconds'));
    await wire.command('SET', key, value, 'XX', 'keepttl').replies(ok);
    await wire.command('EXPIRE', key, 400, 'xx', 'gT').replies(1);
    const second = Math.ceil(from / 1000) + 500;
    await wire.command('GETEX', key, 'eXaT', second).replies(value);
    await wire.command('EXPIRETIME', key).replies(second);
  },
);

core(
  '04.19',
  'GETEX gives the value and sets a deadline: EX, PX, EXAT, PXAT',
  { why: 'GET and EXPIRE in one command, with the options of SET', read: 'getex' },
  async ({ wire, random }) => {
    const [key, value] = [random.key(), random.bytes(1, 20)];
    await wire.command('SET', key, value).replies(ok);
    for (const option of random.shuffle(['EX', 'PX', 'EXAT', 'PXAT'])) {
      const unit = option.startsWith('E') ? 1000 : 1;
      const amount = Math.ceil(random.integer(10_000, 999_999) / unit);
      const from = Date.now();
      const base = option.endsWith('AT') ? Math.ceil(from / unit) : 0;
      await wire.command('GETEX', key, option, base + amount).replies(value);
      const given = { from: base === 0 ? from : base * unit, to: base === 0 ? Date.now() : base * unit };
      await wire.command('PEXPIRETIME', key).replies(between(...deadline(given, amount * unit)));
    }
  },
);

core(
  '04.20',
  'GETEX without an option leaves the deadline as it is; with PERSIST it takes it away',
  { why: 'without an option it is GET', read: 'getex' },
  async ({ wire, random }) => {
    const [key, value, moment] = [
      random.key(),
      random.text(1, 12),
      Date.now() + random.integer(10_000, 99_999),
    ];
    await wire.command('SET', key, value, 'PXAT', moment).replies(ok);
    await wire.command('GETEX', key).replies(value);
    await wire.command('PEXPIRETIME', key).replies(moment);
    await wire.command('GETEX', key, 'PERSIST').replies(value);
    await wire.command('PEXPIRETIME', key).replies(-1);
    await wire.command('GETEX', key, 'PERSIST').replies(value);
    await wire.command('GETEX', key).replies(value);
    await wire.command('PEXPIRETIME', key).replies(-1);
  },
);

core(
  '04.21',
  'GETEX of a key that is not there is nil, and leaves nothing behind',
  { why: 'no key, so no deadline: a value that comes later must not find one waiting', read: 'getex' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('GETEX', key, 'EX', 100).replies(null);
    await wire.command('EXISTS', key).replies(0);
    await wire.command('INCR', key).replies(1);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.22',
  'TTL and EXPIRETIME round to the nearest second',
  { why: 'half a second or more counts as one: neither Math.floor nor Math.ceil', read: 'what-is-left' },
  async ({ wire, random }) => {
    const [key, second] = [random.key(), Math.ceil(Date.now() / 1000) + random.integer(10, 1000)];
    for (const ms of [100, 499, 500, 900]) {
      await wire.command('SET', key, random.text(3), 'PXAT', 1000 * second + ms).replies(ok);
      await wire.command('EXPIRETIME', key).replies(rounded(1000 * second + ms));
      const life = 1000 * random.integer(10, 1000) + ms;
      const from = Date.now();
      await wire.command('SET', key, random.text(3), 'PX', life).replies(ok);
      await wire.command('TTL', key).replies(left(from, life, 'seconds'));
    }
  },
);

core(
  '04.23',
  'a deadline may be years away: beyond 2^31 milliseconds the key is not gone at once',
  {
    why: 'setTimeout counts in 32 bits: after more than 2,147,483,647 ms (24.8 days) it fires at once',
    read: 'why-not-a-timer-for-each-key',
  },
  async ({ wire, random }) => {
    const lives = [2 ** 31, 2 ** 32 + random.integer(1, 99), 1e12 + random.integer(1, 1e6), 1e14];
    const keys = lives.map(() => random.key());
    const from = Date.now();
    for (const [i, life] of lives.entries()) {
      await wire.command('SET', keys[i] ?? '', i, 'PX', life).replies(ok);
      await wire.command('PTTL', keys[i] ?? '').replies(left(from, life));
    }
    const far = Math.ceil(from / 1000) + 2 ** 32;
    await wire.command('SET', keys[0] ?? '', 0, 'EXAT', far).replies(ok);
    await wire.command('PEXPIRETIME', keys[0] ?? '').replies(1000 * far);
    // Time for timers to fire.
    await past(Date.now() + 5);
    await wire.command('MGET', ...keys).replies(lives.map((_, i) => `${i}`));
  },
);

core(
  '04.24',
  'every key has a deadline of its own',
  {
    why: 'each key is judged by its own deadline, whatever the order in which they were given',
    read: 'two-maps',
  },
  async ({ wire, random }) => {
    await decided(async (longest) => {
      const lives = Array.from({ length: 30 }, () => random.integer(5, longest));
      const keys = lives.map(() => random.key());
      const set = await timed(() =>
        wire
          .pipeline(lives.map((life, i) => ['SET', keys[i] ?? '', i, 'PX', life]))
          .replies(...lives.map(() => ok)),
      );
      let decisions = 0;
      for (let next = set.to; next <= set.to + longest + 10; next = Date.now() + 2) {
        await past(next);
        // Asked for after the deadline of some, answered before that of others; of those between, nothing is known.
        const asked = Date.now();
        const over = lives.map((life) => asked > set.to + life + 3);
        await wire
          .pipeline(keys.map((key) => ['GET', key]))
          .replies(...lives.map((life, i) => (over[i] ? null : until(set.from + life, `${i}`))));
        const answered = Date.now();
        const there = lives.filter((life) => answered < set.from + life).length;
        if (over.includes(true) && there > 0) decisions++;
      }
      return decisions >= 3;
    });
  },
);
