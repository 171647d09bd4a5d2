// BGSAVE: how it is answered, and what can be asked about it.
import { between, core, error, expect, like, ok } from '../../harness/suite.ts';
import { fill, inProgress, persistence, saved, started } from './background.ts';
import { snapshotOf } from './rdb-reader.ts';

core(
  '06.39',
  'BGSAVE answers at once, and the snapshot is there in a while',
  {
    why: 'the reply is +Background saving started; rdb_bgsave_in_progress in INFO turns 0 when the file is there',
    read: 'bgsave',
  },
  async ({ wire, server, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    await wire.pipeline([['SET', key, value], ['BGSAVE']]).replies(ok, started);
    await saved(wire);
    expect((await snapshotOf(server)).keys.get(key)?.value.toString()).toBe(value);
  },
);

core(
  '06.40',
  'INFO persistence tells of the save that is going on',
  {
    why: 'rdb_bgsave_in_progress is 1 from the reply of BGSAVE until the file is there',
    read: 'lastsave-and-info',
  },
  async ({ wire, random }) => {
    await fill(wire, random.key(), 1000);
    await wire
      .pipeline([['BGSAVE'], ['INFO', 'persistence']])
      .replies(started, like(/^rdb_bgsave_in_progress:1\r$/m));
    await saved(wire);
    expect((await persistence(wire)).get('rdb_last_bgsave_status')).toBe('ok');
  },
);

core(
  '06.41',
  'while a save goes on, a second one is refused',
  { why: 'one at a time: BGSAVE and SAVE answer -ERR Background save already in progress', read: 'bgsave' },
  async ({ wire, random }) => {
    await fill(wire, random.key(), 1000);
    await wire.pipeline([['BGSAVE'], ['BGSAVE'], ['SAVE']]).replies(started, inProgress, inProgress);
    await saved(wire);
    await wire.command('SAVE').replies(ok);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
  },
);

core(
  '06.42',
  'BGSAVE may be told to SCHEDULE, and nothing else',
  {
    why: 'with nothing else going on SCHEDULE changes nothing; any other word is a syntax error',
    read: 'bgsave',
  },
  async ({ wire, random }) => {
    await wire.command('BGSAVE', 'SCHEDULE').replies(started);
    await saved(wire);
    await wire.command('BGSAVE', random.text(3, 7)).replies(error('ERR syntax error'));
    await wire.command('BGSAVE', 'SCHEDULE', 'SCHEDULE').replies(error('ERR syntax error'));
  },
);

core(
  '06.43',
  'LASTSAVE tells when the last save in the background ended',
  { why: 'it changes when the file is there, not when the save starts', read: 'lastsave-and-info' },
  async ({ wire, random }) => {
    const seconds = () => Math.floor(Date.now() / 1000);
    await wire.command('SET', random.key(), 'x').replies(ok);
    const before = seconds();
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    await wire.command('LASTSAVE').replies(between(before, seconds()));
  },
);

core(
  '06.44',
  'INFO persistence counts the changes that are not saved yet',
  {
    why: 'a command that changes nothing does not count; those made while a save goes on still count after it',
    read: 'save-points',
  },
  async ({ wire, random }) => {
    const changes = async () => (await persistence(wire)).get('rdb_changes_since_last_save');
    const [a, b] = [random.key(), random.key()];
    await wire.command('SAVE').replies(ok);
    await wire.command('SET', a, '1').replies(ok);
    await wire.command('GET', a).replies('1');
    await wire.command('DEL', b).replies(0);
    await wire.command('SET', a, '2', 'NX').replies(null);
    expect(await changes(), 'after one SET that counts').toBe('1');
    await wire.command('SAVE').replies(ok);
    expect(await changes(), 'after SAVE').toBe('0');
    await wire.pipeline([['BGSAVE'], ['INCR', a], ['SET', b, 'x'], ['DEL', b]]).replies(started, 2, ok, 1);
    await saved(wire);
    expect(await changes(), 'after three changes during a BGSAVE').toBe('3');
  },
);
