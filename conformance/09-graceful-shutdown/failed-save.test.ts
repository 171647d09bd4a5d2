// A last save that fails: then the data is only in memory, and the process may not end.
import { readdir } from 'node:fs/promises';
import { core, expect, ok } from '../../harness/suite.ts';
import { blockSnapshots, unblockSnapshots } from '../06-rdb-snapshots/background.ts';
import { snapshotOf } from '../06-rdb-snapshots/rdb-reader.ts';
import { ends, failed, savePoint, serves } from './ending.ts';

core(
  '09.20',
  'a SHUTDOWN that cannot save says so, and the server goes on',
  {
    why: 'the data is nowhere but in memory: who ends now loses all of it; here a folder stands where dump.rdb should be',
    read: 'when-the-disk-says-no',
  },
  async ({ wire, server, connect, random }) => {
    const [key, value] = [random.key(), random.text(3, 9)];
    const other = await connect(server);
    await blockSnapshots(server);
    const before = await readdir(server.dir);
    await wire.command('SET', key, value).replies(ok);
    await wire.command('SHUTDOWN', 'SAVE').replies(failed);
    for (const client of [wire, other]) await client.command('GET', key).replies(value);
    await serves(() => connect(server), key, value);
    expect(await readdir(server.dir), 'the files in --dir').toEqual(before);
    await unblockSnapshots(server);
  },
);

core(
  '09.21',
  'a server that cannot save goes on after a signal, too',
  {
    why: 'nobody is there to be told: the log says it, and the clients notice nothing',
    read: 'when-the-disk-says-no',
  },
  async ({ start, connect, random }) => {
    const server = await start(savePoint);
    const wire = await connect(server);
    const [key, value] = [random.key(), random.text(3, 9)];
    await wire.command('SET', key, value).replies(ok);
    await blockSnapshots(server);
    server.signal(random.pick(['SIGTERM', 'SIGINT']));
    // Whichever of both comes first: neither can save.
    await wire.command('SHUTDOWN').replies(failed);
    await wire.command('APPEND', key, '.').replies(value.length + 1);
    await serves(() => connect(server), key, `${value}.`);
    expect(server.exit, 'the end of the process').toBe(undefined);
    await server.crash();
  },
);

core(
  '09.22',
  'after a shutdown that failed the next one works, once it can save',
  {
    why: 'what was closed, stopped or noted for the first one must not stand in the way of the second',
    read: 'when-the-disk-says-no',
  },
  async ({ start, connect, random }) => {
    const server = await start(savePoint);
    const wire = await connect(server);
    const [key, later] = [random.key(), random.key()];
    await wire.command('SET', key, 'x').replies(ok);
    await blockSnapshots(server);
    await wire.command('SHUTDOWN').replies(failed);
    await wire.command('SET', later, 'x').replies(ok);
    await unblockSnapshots(server);
    server.signal('SIGTERM');
    await ends(server);
    const { keys } = await snapshotOf(server);
    expect([keys.has(key), keys.has(later)], 'both keys are in the snapshot').toEqual([true, true]);
  },
);

core(
  '09.23',
  'SHUTDOWN FORCE ends the server, though it cannot save',
  {
    why: 'so an operator says that the data is worth less than the end; the status is 0, as it was asked for',
    read: 'what-shutdown-may-say',
  },
  async ({ start, connect, random }) => {
    const server = await start(savePoint);
    const wire = await connect(server);
    await wire.command('SET', random.key(), 'x').replies(ok);
    await blockSnapshots(server);
    await wire.command('SHUTDOWN', random.pick(['FORCE', 'force'])).closes();
    await ends(server);
  },
);
