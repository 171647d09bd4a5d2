// Takes long. Saves that fail, saves that nobody asks for, and the log beside the snapshot. Where a save fails, the server is the
// test's own: no other test meets what it leaves behind.
import { readdir } from 'node:fs/promises';
import { core, error, eventually, expect, ok } from '../../harness/suite.ts';
import { blockSnapshots, persistence, saved, started, unblockSnapshots } from './background.ts';
import { fileOf, snapshotOf } from './rdb-reader.ts';

core(
  '06.51',
  'a SAVE that fails says so and harms nothing, and the next one works',
  { why: 'here a folder stands where dump.rdb should be: the rename fails', read: 'when-a-save-fails' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const [key, value] = [random.key(), random.text(1, 60)];
    await wire.command('SET', key, value).replies(ok);
    await blockSnapshots(server);
    await wire.command('SAVE').replies(error(/^ERR/));
    await wire.command('GET', key).replies(value);
    await unblockSnapshots(server);
    await wire.command('SAVE').replies(ok);
    expect((await snapshotOf(server)).keys.get(key)?.value.toString()).toBe(value);
  },
);

core(
  '06.52',
  'a BGSAVE that fails is told by INFO, and the next one works',
  {
    why: 'rdb_last_bgsave_status is err until a save works again; what is not saved is still counted, and LASTSAVE stays as it was',
    read: 'when-a-save-fails',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('SAVE').replies(ok);
    const last = await wire.command('LASTSAVE').reply();
    expect(typeof last, 'the type of the reply to LASTSAVE').toBe('number');
    const [key, value] = [random.key(), random.text(1, 60)];
    await wire.command('SET', key, value).replies(ok);
    await blockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    const info = await persistence(wire);
    expect(info.get('rdb_last_bgsave_status'), 'rdb_last_bgsave_status').toBe('err');
    expect(info.get('rdb_changes_since_last_save'), 'rdb_changes_since_last_save').toBe('1');
    expect(await wire.command('LASTSAVE').reply(), 'LASTSAVE').toBe(last);
    await wire.command('GET', key).replies(value);
    await unblockSnapshots(server);
    await wire.command('BGSAVE').replies(started);
    await saved(wire);
    expect((await persistence(wire)).get('rdb_last_bgsave_status'), 'rdb_last_bgsave_status').toBe('ok');
    expect((await snapshotOf(server)).keys.get(key)?.value.toString()).toBe(value);
  },
);

core(
  '06.53',
  'saves that fail leave no half-written files behind',
  {
    why: 'each would be as large as the data: a full disk would never get better',
    read: 'when-a-save-fails',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(1, 60)).replies(ok);
    await blockSnapshots(server);
    const before = await readdir(server.dir);
    for (let i = 0; i < 3; i++) {
      await wire.command('SAVE').replies(error(/^ERR/));
      await wire.command('BGSAVE').replies(started);
      await saved(wire);
    }
    expect((await readdir(server.dir)).length, 'the number of files in --dir').toBe(before.length);
  },
);

core(
  '06.54',
  'with --save "<seconds> <changes>" a snapshot is written by itself, once there are so many changes',
  {
    why: 'a timer looks whether the seconds have passed since the last save and the changes are enough; fewer changes wait',
    read: 'save-points',
  },
  async ({ start, connect, random }) => {
    const [few, enough] = [await start({ save: '1 4' }), await start({ save: '1 3' })];
    const [first, second] = [await connect(few), await connect(enough)];
    const key = random.key();
    for (const wire of [first, second]) {
      await wire
        .pipeline([
          ['INCR', key],
          ['INCR', key],
          ['GET', key],
          ['INCR', key],
        ])
        .replies(1, 2, '2', 3);
    }
    await eventually(async () =>
      expect(await readdir(enough.dir), 'the files in --dir').toContain('dump.rdb'),
    );
    expect((await snapshotOf(enough)).keys.get(key)?.value.toString()).toBe('3');
    // The other server is older, and its changes are, too: had it counted wrong, its snapshot would be there.
    expect(await readdir(few.dir), 'the files in --dir of the server that wants 4 changes').toEqual([]);
    await first.command('INCR', key).replies(4);
    await eventually(async () => expect(await readdir(few.dir), 'the files in --dir').toContain('dump.rdb'));
  },
);

core(
  '06.55',
  'with --appendonly yes the log wins over the snapshot at the start',
  { why: 'the log is newer: it holds what came after the last snapshot', read: 'the-log-wins' },
  async ({ start, connect, random }) => {
    const server = await start({ appendonly: 'yes', appendfsync: 'always' });
    const wire = await connect(server);
    const [kept, deleted] = [random.key(), random.key()];
    await wire.pipeline([['MSET', kept, 'old', deleted, 'old'], ['SAVE']]).replies(ok, ok);
    await wire
      .pipeline([
        ['SET', kept, 'new'],
        ['DEL', deleted],
      ])
      .replies(ok, 1);
    await server.crash();
    await fileOf(server);
    await server.restart();
    await (await connect(server)).command('MGET', kept, deleted).replies(['new', null]);
  },
);
