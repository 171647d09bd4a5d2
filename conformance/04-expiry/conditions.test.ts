// Conditions, and deadlines that are over when they are given.
import { core, error, ok } from '../../harness/suite.ts';
import { volatile } from './volatile.ts';

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
