// Times, options and numbers of arguments that are refused.
import { anyOf, core, type Expected, error, ok, type Word } from '../../harness/suite.ts';
import { volatile } from './volatile.ts';

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

/** Redis 6 had no quotes around the name yet. */
function invalidTime(name: string): Expected {
  return anyOf(
    error(`ERR invalid expire time in '${name}' command`),
    error(`ERR invalid expire time in ${name}`),
  );
}
