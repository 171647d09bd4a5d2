// The third exercise: no lie about the disk.
import { error, exercise, expect, ok } from '../../harness/suite.ts';
import { blockSnapshots, persistence, saved, started, unblockSnapshots } from './background.ts';

const misconf = error(/^MISCONF .*unable to persist to disk/);

exercise(
  '06.73',
  'after a BGSAVE that failed, commands that write are refused where save points are set',
  {
    why: 'whoever asked for snapshots is told that there are none, before more is lost',
    read: 'when-a-save-fails',
  },
  async ({ start, connect, random }) => {
    const server = await start({ save: '3600 1000' });
    const wire = await connect(server);
    const [key, value] = [random.key(), random.text(3, 9)];
    await wire.command('SET', key, value).replies(ok);
    await blockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    await wire.command('SET', key, 'x').replies(misconf);
    await wire.command('INCR', random.key()).replies(misconf);
    await wire.command('DEL', random.key()).replies(misconf);
    await wire.pipeline([['GET', key], ['DBSIZE']]).replies(value, 1);
    await unblockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    await wire.command('SET', key, 'x').replies(ok);
  },
);

exercise(
  '06.74',
  'after a BGSAVE that failed, commands that write are let where no save points are set',
  { why: 'nobody relies on snapshots there', read: 'when-a-save-fails' },
  async ({ start, connect, random }) => {
    const server = await start({ save: '' });
    const wire = await connect(server);
    await wire.command('SET', random.key(), 'x').replies(ok);
    await blockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    expect((await persistence(wire)).get('rdb_last_bgsave_status'), 'rdb_last_bgsave_status').toBe('err');
    await wire.command('SET', random.key(), 'x').replies(ok);
  },
);
