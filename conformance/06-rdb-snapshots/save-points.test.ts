// The fourth exercise: save points that change.
import { readdir } from 'node:fs/promises';
import { error, eventually, exercise, expect, ok } from '../../harness/suite.ts';
import { snapshotOf } from './rdb-reader.ts';

exercise(
  '06.75',
  'CONFIG GET and CONFIG SET show and change the save points',
  {
    why: 'they are pairs of seconds and changes, separated by spaces; none at all is an empty text',
    read: 'save-points',
  },
  async ({ start, connect }) => {
    const wire = await connect(await start({ save: '3600 7' }));
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '3600 7']);
    await wire.command('CONFIG', 'SET', 'save', '900 1 300 10').replies(ok);
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '900 1 300 10']);
    await wire.command('CONFIG', 'SET', 'save', '').replies(ok);
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '']);
  },
);

exercise(
  '06.76',
  'CONFIG SET refuses save points that make no sense, and keeps those it has',
  { why: 'whole numbers in pairs, the seconds at least 1, the changes at least 0', read: 'save-points' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ save: '3600 7' }));
    const refused = error(
      "ERR CONFIG SET failed (possibly related to argument 'save') - Invalid save parameters",
    );
    for (const points of random.shuffle(['60', '60 x', '0 5', '-1 1', '60 -1', '60 1 300', '1e2 3'])) {
      await wire.command('CONFIG', 'SET', 'save', points).replies(refused);
    }
    await wire.command('CONFIG', 'GET', 'save').replies(['save', '3600 7']);
  },
);

exercise(
  '06.77',
  'of several save points, the first that is reached starts a save',
  { why: 'each has its own seconds and changes; any of them is enough', read: 'save-points' },
  async ({ start, connect, random }) => {
    const server = await start({ save: '' });
    const wire = await connect(server);
    const key = random.key();
    await wire.command('CONFIG', 'SET', 'save', random.pick(['3600 1 1 3', '1 3 3600 1'])).replies(ok);
    await wire
      .pipeline([
        ['INCR', key],
        ['INCR', key],
        ['INCR', key],
      ])
      .replies(1, 2, 3);
    await eventually(async () =>
      expect(await readdir(server.dir), 'the files in --dir').toContain('dump.rdb'),
    );
    expect((await snapshotOf(server)).keys.get(key)?.value.toString()).toBe('3');
  },
);
