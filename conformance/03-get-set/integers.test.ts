// INCR, DECR, INCRBY, DECRBY: strings that are 64-bit integers.
import { core, error, ok } from '../../harness/suite.ts';

const notAnInteger = error('ERR value is not an integer or out of range');
const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);

core(
  '03.36',
  'INCR adds one to the integer in a key',
  { why: 'the value is a string of digits: parse it, add, and answer an integer', read: 'counters' },
  async ({ wire, random }) => {
    const [key, start] = [random.key(), random.integer(-1000, 1000)];
    await wire.command('SET', key, start).replies(ok);
    await wire.command('INCR', key).replies(start + 1);
    await wire.command('INCR', key).replies(start + 2);
  },
);

core(
  '03.37',
  'the result is a string like any other',
  { why: 'what is kept is the number in decimal, as if SET had set it', read: 'counters' },
  async ({ wire, random }) => {
    const [key, by] = [random.key(), random.integer(10, 1000)];
    await wire.command('INCRBY', key, by).replies(by);
    await wire.command('GET', key).replies(`${by}`);
    await wire.command('STRLEN', key).replies(`${by}`.length);
    await wire.command('APPEND', key, '7').replies(`${by}7`.length);
    await wire.command('INCR', key).replies(10 * by + 8);
  },
);

core(
  '03.38',
  'a missing key counts from 0',
  { why: 'INCR of a missing key gives 1, DECR -1', read: 'counters' },
  async ({ wire, random }) => {
    await wire.command('INCR', random.key()).replies(1);
    await wire.command('DECR', random.key()).replies(-1);
  },
);

core(
  '03.39',
  'DECR, INCRBY and DECRBY add and subtract, also what is negative',
  { why: 'all four commands are one addition', read: 'counters' },
  async ({ wire, random }) => {
    const [key, a, b] = [random.key(), random.integer(1, 1_000_000), random.integer(1, 1_000_000)];
    await wire.command('INCRBY', key, a).replies(a);
    await wire.command('DECRBY', key, b).replies(a - b);
    await wire.command('DECR', key).replies(a - b - 1);
    await wire.command('INCRBY', key, -a).replies(-b - 1);
    await wire.command('DECRBY', key, -b).replies(-1);
    await wire.command('INCRBY', key, 0).replies(-1);
  },
);

core(
  '03.40',
  'an integer has 64 bits and none is lost',
  {
    why: 'a number in JavaScript is exact up to 2^53 only: 9007199254740993 becomes …992',
    read: 'sixty-four-bits',
  },
  async ({ wire, random }) => {
    const key = random.key();
    const beyond = 2n ** BigInt(random.integer(54, 61)) + BigInt(2 * random.integer(0, 1000) + 1);
    await wire.command('SET', key, beyond).replies(ok);
    await wire.command('INCRBY', key, 1).replies(beyond + 1n);
    await wire.command('DECRBY', key, 2n * beyond).replies(1n - beyond);
    await wire.command('GET', key).replies(`${1n - beyond}`);
    // Two sums on either side of 2^53.
    await wire.command('SET', key, 2n ** 53n - 1n).replies(ok);
    await wire.command('INCRBY', key, 2).replies(2n ** 53n + 1n);
    await wire.command('DECRBY', key, 2n ** 54n).replies(-(2n ** 53n) + 1n);
    await wire.command('DECRBY', key, 2).replies(-(2n ** 53n) - 1n);
  },
);

core(
  '03.41',
  'the range ends at 9223372036854775807 and -9223372036854775808, both included',
  { why: 'these are the largest and the smallest signed integer of 64 bits', read: 'sixty-four-bits' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SET', key, largest - 1n).replies(ok);
    await wire.command('INCR', key).replies(largest);
    await wire.command('SET', key, smallest + 1n).replies(ok);
    await wire.command('DECR', key).replies(smallest);
    await wire.command('INCRBY', key, largest).replies(-1);
    await wire.command('INCRBY', key, smallest + 1n).replies(smallest);
  },
);

core(
  '03.42',
  'a sum beyond the range is refused and the value stays',
  { why: 'the sum is checked before it is stored; it never wraps around', read: 'sixty-four-bits' },
  async ({ wire, random }) => {
    const key = random.key();
    const overflow = error('ERR increment or decrement would overflow');
    const by = random.integer(1, 1000);
    const [high, low] = [largest - BigInt(by) + 1n, smallest + BigInt(by) - 1n];
    await wire.command('SET', key, high).replies(ok);
    await wire.command('INCRBY', key, by).replies(overflow);
    await wire.command('DECRBY', key, -by).replies(overflow);
    await wire.command('GET', key).replies(`${high}`);
    await wire.command('SET', key, low).replies(ok);
    await wire.command('DECRBY', key, by).replies(overflow);
    await wire.command('GET', key).replies(`${low}`);
    await wire.command('SET', key, largest).replies(ok);
    await wire.command('INCR', key).replies(overflow);
    await wire.command('SET', key, smallest).replies(ok);
    await wire.command('DECR', key).replies(overflow);
    await wire.command('GET', key).replies(`${smallest}`);
  },
);

core(
  '03.43',
  'DECRBY of the smallest integer is refused: its opposite is no integer of 64 bits',
  { why: '-(-9223372036854775808) is one more than the largest integer', read: 'sixty-four-bits' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire.command('SET', key, '-1').replies(ok);
    await wire.command('DECRBY', key, smallest).replies(error('ERR decrement would overflow'));
    await wire.command('GET', key).replies('-1');
  },
);

core(
  '03.44',
  'only what an integer prints as is an integer',
  {
    why: "Number('') is 0, parseInt('12abc') is 12, Number('1e3') is 1000: Redis takes none of them",
    read: 'what-an-integer-is',
  },
  async ({ wire, random }) => {
    const key = random.key();
    const digits = `${random.integer(1, 999)}`;
    for (const value of random.shuffle(almostIntegers(digits))) {
      await wire.command('SET', key, value).replies(ok);
      await wire.command('INCR', key).replies(notAnInteger);
      await wire.command('GET', key).replies(`${value}`);
    }
  },
);

core(
  '03.45',
  'the amount must be an integer too, and a refused one changes nothing',
  {
    why: 'the amount is parsed by the same rule as the value, before anything changes',
    read: 'what-an-integer-is',
  },
  async ({ wire, random }) => {
    const [key, missing] = [random.key(), random.key()];
    await wire.command('SET', key, '5').replies(ok);
    for (const amount of random.shuffle(almostIntegers('7'))) {
      const [command, target] = [random.pick(['INCRBY', 'DECRBY']), random.pick([key, missing])];
      await wire.command(command, target, amount).replies(notAnInteger);
    }
    await wire.command('MGET', key, missing).replies(['5', null]);
  },
);

/** What Number() or parseInt() would take for an integer, and Redis doesn't (`string2ll` in src/util.c). */
function almostIntegers(digits: string): (string | bigint)[] {
  return [
    ...['', ' ', '-', '+', 'one', 'NaN', 'Infinity', 'null', '0x1f', '1e3', '00', '-0', '1_000', '-01'],
    ...[
      ` ${digits}`,
      `${digits} `,
      `${digits}\n`,
      `+${digits}`,
      `0${digits}`,
      `${digits}.0`,
      `${digits}a`,
      `--${digits}`,
    ],
    ...[`${digits}\0`, `${digits}n`, largest + 1n, smallest - 1n, '18446744073709551617', '9'.repeat(40)],
  ];
}
