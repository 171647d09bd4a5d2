// The second exercise: what a signal asks for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exercise, expect, ok } from '../../harness/suite.ts';
import { blockSnapshots } from '../06-rdb-snapshots/background.ts';
import { snapshotOf } from '../06-rdb-snapshots/rdb-reader.ts';
import { ends, savePoint } from './ending.ts';

exercise(
  '09.35',
  'a signal asks for what its option says, and the other signal for what its own says',
  {
    why: 'SIGTERM and SIGINT have an option each: one may save where the other does not',
    read: 'what-a-signal-asks-for',
  },
  async ({ start, connect, random }) => {
    const [saves, doesnt] = random.shuffle(['sigterm', 'sigint']);
    const key = random.key();
    const server = await start({
      [`shutdown-on-${saves}`]: random.pick(['save', 'SAVE now', 'force save']),
      [`shutdown-on-${doesnt}`]: random.pick(['default', 'nosave', 'now NOSAVE']),
    });
    await (await connect(server)).command('SET', key, 'x').replies(ok);
    server.signal(doesnt === 'sigterm' ? 'SIGTERM' : 'SIGINT');
    await ends(server);
    expect(existsSync(join(server.dir, 'dump.rdb')), `there is a snapshot after ${doesnt}`).toBe(false);
    await server.restart();
    await (await connect(server)).command('SET', key, 'x').replies(ok);
    server.signal(saves === 'sigterm' ? 'SIGTERM' : 'SIGINT');
    await ends(server);
    expect((await snapshotOf(server)).keys.has(key), `the key is in the snapshot after ${saves}`).toBe(true);
  },
);

exercise(
  '09.36',
  'a signal may be told not to save, in spite of save points, or to end though it cannot save',
  {
    why: 'the words are those of SHUTDOWN, and they mean the same: nosave, force',
    read: 'what-a-signal-asks-for',
  },
  async ({ start, connect, random }) => {
    const server = await start({
      ...savePoint,
      'shutdown-on-sigterm': 'nosave',
      'shutdown-on-sigint': 'force',
    });
    await (await connect(server)).command('SET', random.key(), 'x').replies(ok);
    server.signal('SIGTERM');
    await ends(server);
    expect(existsSync(join(server.dir, 'dump.rdb')), 'there is a snapshot').toBe(false);
    await server.restart();
    await (await connect(server)).command('SET', random.key(), 'x').replies(ok);
    await blockSnapshots(server);
    server.signal('SIGINT');
    await ends(server);
  },
);

exercise(
  '09.37',
  'a server whose option has words that it does not know, or that contradict each other, does not start',
  {
    why: 'a mistake in an option is found at the start, not in the last second of the server',
    read: 'what-a-signal-asks-for',
  },
  async ({ refuses, random }) => {
    const option = random.pick(['shutdown-on-sigterm', 'shutdown-on-sigint']);
    for (const words of ['save nosave', random.pick(['abort', 'later', 'save,now'])]) {
      const { exit } = await refuses({ [option]: words });
      expect(exit.code, `the exit status with --${option} "${words}"`).toBe(1);
    }
  },
);
