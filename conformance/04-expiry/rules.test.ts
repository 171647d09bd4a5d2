// What keeps a deadline and what clears it, conditions, deadlines in the past, and what is refused.
import {
  anyOf,
  core,
  type Expected,
  error,
  ok,
  type Random,
  type Wire,
  type Word,
} from '../../harness/suite.ts';

core(
  '04.33',
  'SET takes the deadline away, unless it brings one',
  {
    why: 'a new value is a new key: the deadline of the old one is not its own',
    read: 'what-clears-a-deadline',
  },
  async ({ wire, random }) => {
    const { key, value } = await volatile(wire, random);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('TTL', key).replies(-1);
    await wire.command('SET', key, value, 'EX', 100).replies(ok);
    await wire.command('SET', key, value, 'XX').replies(ok);
    await wire.command('TTL', key).replies(-1);
    await wire.command('SET', key, value, 'EX', 100).replies(ok);
    await wire.command('SET', key, value, 'GET').replies(value);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.34',
  'SET with KEEPTTL changes the value and keeps the deadline',
  { why: 'and makes none where there was none', read: 'what-clears-a-deadline' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    const [value, fresh] = [random.text(4), random.key()];
    await wire.command('SET', key, value, 'KEEPTTL').replies(ok);
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
    await wire.command('SET', fresh, value, 'KEEPTTL').replies(ok);
    await wire
      .pipeline([
        ['GET', fresh],
        ['TTL', fresh],
      ])
      .replies(value, -1);
    await wire.command('SET', fresh, '', 'KEEPTTL', 'XX').replies(ok);
    await wire
      .pipeline([
        ['GET', fresh],
        ['TTL', fresh],
      ])
      .replies('', -1);
  },
);

core(
  '04.35',
  'GETSET and MSET take the deadline away, as SET does',
  { why: 'they set a whole new value', read: 'what-clears-a-deadline' },
  async ({ wire, random }) => {
    const [first, second] = [await volatile(wire, random), await volatile(wire, random)];
    await wire.command('GETSET', first.key, '').replies(first.value);
    await wire.command('TTL', first.key).replies(-1);
    await wire.command('MSET', random.key(), '', second.key, '').replies(ok);
    await wire.command('TTL', second.key).replies(-1);
  },
);

core(
  '04.36',
  'INCR, DECR, INCRBY, DECRBY and APPEND keep the deadline',
  {
    why: 'they change a value that is there: a counter for a minute counts until its minute is over',
    read: 'what-clears-a-deadline',
  },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random, '5');
    const changes: [Word[], Expected][] = [
      [['INCR', key], 6],
      [['INCRBY', key, 10], 16],
      [['DECR', key], 15],
      [['DECRBY', key, 5], 10],
      [['APPEND', key, '0'], 3],
    ];
    for (const [command, reply] of changes) {
      await wire.command(...command).replies(reply);
      await wire.command('PEXPIRETIME', key).replies(moment);
    }
  },
);

core(
  '04.37',
  'reading a key changes nothing about its deadline',
  {
    why: 'a deadline is no time of idleness: it stays where it is, however often the key is read',
    read: 'what-clears-a-deadline',
  },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    await wire.command('GET', key).replies(value);
    await wire.command('MGET', key).replies([value]);
    await wire.command('STRLEN', key).replies(value.length);
    await wire.command('EXISTS', key).replies(1);
    await wire.command('SETNX', key, '').replies(0);
    await wire.command('GETEX', key).replies(value);
    await wire.command('PEXPIRETIME', key).replies(moment);
  },
);

core(
  '04.38',
  'a deleted key takes its deadline with it',
  {
    why: 'the deadline lies in a map of its own, and whatever deletes the key must delete it there too',
    read: 'two-maps',
  },
  async ({ wire, random }) => {
    for (const remove of ['DEL', 'GETDEL']) {
      const { key, value } = await volatile(wire, random);
      await wire.command(remove, key).replies(remove === 'DEL' ? 1 : value);
      await wire.command('INCR', key).replies(1);
      await wire.command('TTL', key).replies(-1);
    }
  },
);

core(
  '04.39',
  'FLUSHALL takes all deadlines with it',
  { why: 'both maps are cleared', read: 'two-maps' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const { key } = await volatile(wire, random);
    await wire.command('FLUSHALL').replies(ok);
    await wire.command('TTL', key).replies(-2);
    await wire.command('APPEND', key, '1').replies(1);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.40',
  'a SET that is not done changes neither the value nor the deadline',
  { why: 'NX and XX are looked at before anything is changed', read: 'what-clears-a-deadline' },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    const missing = random.key();
    await wire.command('SET', key, 'new', 'NX').replies(null);
    await wire.command('SET', key, 'new', 'NX', 'EX', 500).replies(null);
    await wire.command('SET', key, 'new', 'PX', 500_000, 'NX', 'GET').replies(value);
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
    await wire.command('SET', missing, 'new', 'XX', 'EX', 500).replies(null);
    await wire.command('EXISTS', missing).replies(0);
    await wire.command('APPEND', missing, '1').replies(1);
    await wire.command('TTL', missing).replies(-1);
  },
);

core(
  '04.41',
  'EXPIRE NX sets a deadline only where there is none',
  { why: 'NX: not if it has one already', read: 'conditions' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    await wire.command('PEXPIREAT', key, moment + 1000, 'NX').replies(0);
    await wire.command('PEXPIRETIME', key).replies(moment);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('PEXPIREAT', key, moment + 2000, 'NX').replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment + 2000);
  },
);

core(
  '04.42',
  'EXPIRE XX sets a deadline only where there is one',
  { why: 'XX: only if it has one already', read: 'conditions' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    await wire.command('PEXPIREAT', key, moment + 1000, 'XX').replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment + 1000);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('PEXPIREAT', key, moment, 'XX').replies(0);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.43',
  'EXPIRE GT sets only a later deadline; none at all counts as never, and nothing is later than that',
  { why: 'GT: greater than the one it has', read: 'conditions' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    await wire.command('PEXPIREAT', key, moment - 1, 'GT').replies(0);
    await wire.command('PEXPIREAT', key, moment, 'GT').replies(0);
    await wire.command('PEXPIREAT', key, moment + 1, 'GT').replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment + 1);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('EXPIRE', key, 100, 'GT').replies(0);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.44',
  'EXPIRE LT sets only an earlier deadline; none at all counts as never, and any is earlier than that',
  { why: 'LT: less than the one it has', read: 'conditions' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    await wire.command('PEXPIREAT', key, moment + 1, 'LT').replies(0);
    await wire.command('PEXPIREAT', key, moment, 'LT').replies(0);
    await wire.command('PEXPIREAT', key, moment - 1, 'LT').replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment - 1);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('PEXPIREAT', key, moment, 'LT').replies(1);
    await wire.command('PEXPIRETIME', key).replies(moment);
  },
);

core(
  '04.45',
  'XX goes together with GT and LT: both conditions must hold',
  { why: 'LT alone would set a deadline where there is none; XX LT does not', read: 'conditions' },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    await wire.command('PEXPIREAT', key, moment - 1, 'XX', 'LT').replies(1);
    await wire.command('PEXPIREAT', key, moment, 'GT', 'XX').replies(1);
    await wire.command('PEXPIREAT', key, moment - 1, 'GT', 'XX').replies(0);
    await wire.command('PEXPIRETIME', key).replies(moment);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('PEXPIREAT', key, moment, 'LT', 'XX').replies(0);
    await wire.command('TTL', key).replies(-1);
  },
);

core(
  '04.46',
  'conditions that exclude each other are refused, and so are unknown ones',
  {
    why: 'NX stands alone, GT and LT exclude each other; the words are asserted as Redis has them',
    read: 'conditions',
  },
  async ({ wire, random }) => {
    const { key, moment } = await volatile(wire, random);
    const name = random.pick(['EXPIRE', 'PEXPIRE', 'EXPIREAT', 'PEXPIREAT']);
    const nx = error('ERR NX and XX, GT or LT options at the same time are not compatible');
    await wire.command(name, key, 100, 'NX', 'XX').replies(nx);
    await wire.command(name, key, 100, 'gt', 'NX').replies(nx);
    await wire.command(name, key, 100, 'NX', 'LT').replies(nx);
    const gtLt = error('ERR GT and LT options at the same time are not compatible');
    await wire.command(name, key, 100, 'GT', 'LT').replies(gtLt);
    await wire.command(name, key, 100, 'XX', 'LT', 'GT').replies(gtLt);
    const word = `X${random.text(4)}`;
    await wire.command(name, key, 100, word).replies(error(`ERR Unsupported option ${word}`));
    await wire.command(name, random.key(), 100, 'NX', word).replies(error(`ERR Unsupported option ${word}`));
    await wire.command('PEXPIRETIME', key).replies(moment);
  },
);

core(
  '04.47',
  'a deadline that is over already deletes the key at once, and the answer is 1',
  {
    why: 'EXPIRE 0, a negative time, a Unix time in the past: it was done, and the key is gone',
    read: 'deadlines-in-the-past',
  },
  async ({ wire, random }) => {
    const overdue: [string, number][] = [
      ['EXPIRE', 0],
      ['EXPIRE', -random.integer(1, 1e6)],
      ['PEXPIRE', 0],
      ['PEXPIRE', -random.integer(1, 1e6)],
      ['EXPIREAT', random.integer(0, 1e9)],
      ['PEXPIREAT', Date.now() - random.integer(10, 1e6)],
      ['PEXPIREAT', -random.integer(1, 1e6)],
    ];
    for (const [name, time] of random.shuffle(overdue)) {
      const { key } = await volatile(wire, random);
      await wire.command(name, random.key(), time).replies(0);
      await wire.command(name, key, time).replies(1);
      await wire.command('EXISTS', key).replies(0);
      await wire.command('INCR', key).replies(1);
      await wire.command('TTL', key).replies(-1);
    }
  },
);

core(
  '04.48',
  'a deadline that is over already deletes nothing when its condition does not hold',
  { why: 'NX, XX, GT and LT are looked at first', read: 'deadlines-in-the-past' },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    await wire.command('EXPIRE', key, -1, 'NX').replies(0);
    await wire.command('PEXPIREAT', key, 1, 'GT').replies(0);
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
    await wire.command('PERSIST', key).replies(1);
    await wire.command('EXPIREAT', key, 1, 'XX').replies(0);
    await wire.command('GET', key).replies(value);
    await wire.command('EXPIRE', key, 0, 'LT').replies(1);
    await wire.command('GET', key).replies(null);
  },
);

core(
  '04.49',
  'SET and GETEX take a Unix time in the past, and the key is gone after it',
  {
    why: 'a time to live must be positive, but a deadline may be over; GETEX still gives the value',
    read: 'deadlines-in-the-past',
  },
  async ({ wire, random }) => {
    const { key, value } = await volatile(wire, random);
    await wire.command('GETEX', key, 'PXAT', Date.now() - random.integer(10, 1e6)).replies(value);
    await wire.command('EXISTS', key).replies(0);
    await wire.command('SET', key, value, 'EXAT', random.integer(1, 1e9)).replies(ok);
    await wire
      .pipeline([
        ['GET', key],
        ['TTL', key],
        ['APPEND', key, '1'],
        ['TTL', key],
      ])
      .replies(null, -2, 1, -1);
    await wire.command('SET', key, value, 'PXAT', 1, 'GET').replies('1');
    await wire
      .pipeline([
        ['EXISTS', key],
        ['DEL', key],
      ])
      .replies(0, 0);
  },
);

core(
  '04.50',
  'a time that is no 64-bit integer is refused',
  {
    why: 'only digits and a minus sign; `Number()` and `parseInt` take much more than that',
    read: 'times-that-are-refused',
  },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    const notAnInteger = error('ERR value is not an integer or out of range');
    for (const time of [
      '',
      'abc',
      '10s',
      '1.5',
      '1e3',
      '0x10',
      ' 10',
      '10 ',
      '+10',
      '010',
      '9223372036854775808',
    ]) {
      const option = random.pick(['EX', 'PX', 'EXAT', 'PXAT']);
      await wire.command('SET', key, 'new', option, time).replies(notAnInteger);
      await wire.command('GETEX', key, option, time).replies(notAnInteger);
      await wire.command(random.pick(['SETEX', 'PSETEX']), key, time, 'new').replies(notAnInteger);
      const name = random.pick(['EXPIRE', 'PEXPIRE', 'EXPIREAT', 'PEXPIREAT']);
      await wire.command(name, key, time).replies(notAnInteger);
      await wire.command(name, random.key(), time).replies(notAnInteger);
    }
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
  },
);

core(
  '04.51',
  'SET, SETEX, PSETEX and GETEX refuse a time that is zero or negative, in the name of the command',
  { why: 'a value that would be gone at once is taken for a mistake', read: 'times-that-are-refused' },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    for (const time of [0, -1, -random.integer(2, 1e9)]) {
      const option = random.pick(['EX', 'PX', 'EXAT', 'PXAT']);
      await wire.command('SET', key, 'new', option, time).replies(invalidTime('set'));
      await wire.command('SET', random.key(), 'new', option, time, 'XX').replies(invalidTime('set'));
      await wire.command('GETEX', key, option, time).replies(invalidTime('getex'));
      await wire.command('SETEX', key, time, 'new').replies(invalidTime('setex'));
      await wire.command('PSETEX', key, time, 'new').replies(invalidTime('psetex'));
    }
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
  },
);

core(
  '04.52',
  'a time whose deadline has no place in 64 bits of milliseconds is refused',
  {
    why: 'seconds are multiplied by 1000, and now is added: neither may overflow',
    read: 'times-that-are-refused',
  },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    const largest = 2n ** 63n - 1n;
    // In ms one too many when it is added to now; in seconds one too many when it is multiplied.
    const [tooLate, tooMany] = [largest - BigInt(Date.now()) + 60_000n, largest / 1000n + 1n];
    const refused: [string, Word[]][] = [
      ['set', ['SET', key, 'new', 'EX', tooMany]],
      ['set', ['SET', key, 'new', 'EX', largest]],
      ['set', ['SET', key, 'new', 'EXAT', tooMany]],
      ['set', ['SET', key, 'new', 'PX', tooLate]],
      ['getex', ['GETEX', key, 'EX', tooMany]],
      ['getex', ['GETEX', key, 'PX', tooLate]],
      ['setex', ['SETEX', key, tooMany, 'new']],
      ['psetex', ['PSETEX', key, tooLate, 'new']],
      ['expire', ['EXPIRE', key, tooMany]],
      ['expire', ['EXPIRE', key, -largest]],
      ['expire', ['EXPIRE', key, tooLate / 1000n]],
      ['pexpire', ['PEXPIRE', key, tooLate]],
      ['expireat', ['EXPIREAT', key, tooMany]],
      ['expireat', ['EXPIREAT', key, -largest]],
    ];
    for (const [name, command] of random.shuffle(refused))
      await wire.command(...command).replies(invalidTime(name));
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
  },
);

core(
  '04.53',
  'any deadline that has a place in 64 bits of milliseconds is taken',
  {
    why: 'three hundred million years are legal, and so is the distant past',
    read: 'times-that-are-refused',
  },
  async ({ wire, random }) => {
    const { key, value } = await volatile(wire, random);
    const largest = 2n ** 63n - 1n;
    const life = largest - BigInt(Date.now()) - 60_000n;
    await wire.command('SET', key, value, 'PX', life).replies(ok);
    await wire.command('SET', key, value, 'EXAT', largest / 1000n).replies(ok);
    await wire.command('GETEX', key, 'PXAT', largest).replies(value);
    await wire.command('EXPIRE', key, life / 1000n).replies(1);
    await wire.command('PEXPIREAT', key, largest).replies(1);
    await wire.command('GET', key).replies(value);
    await wire.command('EXPIRE', key, -largest / 1000n).replies(1);
    await wire.command('EXISTS', key).replies(0);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('PEXPIRE', key, -largest - 1n).replies(1);
    await wire.command('EXISTS', key).replies(0);
  },
);

core(
  '04.54',
  'options that do not go together, lack their number or are unknown are a syntax error',
  {
    why: 'one time at most, and KEEPTTL or PERSIST instead of one; PERSIST is for GETEX, KEEPTTL for SET',
    read: 'the-new-options-of-set',
  },
  async ({ wire, random }) => {
    const { key, value, moment } = await volatile(wire, random);
    const wrong = [
      ['SET', key, 'new', 'EX'],
      ['SET', key, 'new', 'NX', 'PXAT'],
      ['SET', key, 'new', 'EX', 10, 'PX', 10_000],
      ['SET', key, 'new', 'PXAT', moment, 'EX', 10],
      ['SET', key, 'new', 'KEEPTTL', 'EX', 10],
      ['SET', key, 'new', 'PX', 10_000, 'KEEPTTL'],
      ['SET', key, 'new', 'PERSIST'],
      ['SET', key, 'new', 'EX', 10, random.text(4)],
      ['SET', key, 'new', 'EX', 10, 'NX', 'XX'],
      ['GETEX', key, 'EX'],
      ['GETEX', random.key(), 'EX'],
      ['GETEX', key, 'EX', 10, 'PXAT', moment],
      ['GETEX', key, 'PERSIST', 'EX', 10],
      ['GETEX', key, 'EX', 10, 'PERSIST'],
      ['GETEX', key, 'KEEPTTL'],
      ['GETEX', key, random.text(4)],
    ];
    for (const command of random.shuffle(wrong))
      await wire.command(...command).replies(error('ERR syntax error'));
    await wire
      .pipeline([
        ['GET', key],
        ['PEXPIRETIME', key],
      ])
      .replies(value, moment);
  },
);

core(
  '04.55',
  'too few or too many arguments are refused, in the name of the command',
  { why: 'each command has its arity in the table, as in stage 03', read: 'two-maps' },
  async ({ wire, random }) => {
    const key = random.key();
    const wrong: string[][] = [
      ...['ttl', 'pttl', 'expiretime', 'pexpiretime', 'persist'].flatMap((name) => [
        [name],
        [name, key, key],
      ]),
      ...['expire', 'pexpire', 'expireat', 'pexpireat'].flatMap((name) => [[name], [name, key]]),
      ...['setex', 'psetex'].flatMap((name) => [
        [name, key, '10'],
        [name, key, '10', 'v', 'v'],
      ]),
      ['getex'],
    ];
    for (const [name = '', ...rest] of random.shuffle(wrong)) {
      const inAnyCase = random.pick([name, name.toUpperCase()]);
      await wire
        .command(inAnyCase, ...rest)
        .replies(error(`ERR wrong number of arguments for '${name}' command`));
    }
  },
);

/** A new key with a value and a deadline that is far away. */
async function volatile(
  wire: Wire,
  random: Random,
  value = random.text(4),
): Promise<{ key: string; value: string; moment: number }> {
  const [key, moment] = [random.key(), Date.now() + random.integer(100_000, 999_999)];
  await wire.command('SET', key, value, 'PXAT', moment).replies(ok);
  return { key, value, moment };
}

/** Redis 6 had no quotes around the name yet. */
function invalidTime(name: string): Expected {
  return anyOf(
    error(`ERR invalid expire time in '${name}' command`),
    error(`ERR invalid expire time in ${name}`),
  );
}
