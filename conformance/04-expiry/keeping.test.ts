// What keeps a deadline, and what takes it away.
import { core, type Expected, ok, type Word } from '../../harness/suite.ts';
import { volatile } from './volatile.ts';

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
