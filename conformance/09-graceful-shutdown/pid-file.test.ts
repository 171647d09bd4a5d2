// The first exercise: the pid file.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, exercise, expect, ok, type Server } from '../../harness/suite.ts';
import { blockSnapshots } from '../06-rdb-snapshots/background.ts';
import { ends, failed, savePoint } from './ending.ts';

const pidfile = 'kata.pid';

exercise(
  '09.32',
  '--pidfile names a file with the number of the process, which is gone when that has ended',
  {
    why: 'a script reads there whom to send SIGTERM; a file that stays names a process that is another one some day',
    read: 'the-pid-file',
  },
  async ({ start, random }) => {
    const server = await start({ pidfile });
    await holdsPid(server);
    server.signal(random.pick(['SIGTERM', 'SIGINT']));
    await ends(server);
    expect(existsSync(join(server.dir, pidfile)), 'the file is there').toBe(false);
  },
);

exercise(
  '09.33',
  'a shutdown that fails leaves the pid file where it is',
  {
    why: 'the process goes on, so its number must be found; the file goes as late as possible',
    read: 'the-pid-file',
  },
  async ({ start, connect, random }) => {
    const server = await start({ ...savePoint, pidfile });
    const wire = await connect(server);
    await wire.command('SET', random.key(), 'x').replies(ok);
    await holdsPid(server);
    await blockSnapshots(server);
    await wire.command('SHUTDOWN').replies(failed);
    await holdsPid(server);
    await wire.command('SHUTDOWN', 'NOSAVE').closes();
    await ends(server);
    expect(existsSync(join(server.dir, pidfile)), 'the file is there').toBe(false);
  },
);

exercise(
  '09.34',
  'a pid file that a crash has left is written over',
  {
    why: 'after kill -9 nobody has removed it: it says nothing about the next start',
    read: 'the-pid-file',
  },
  async ({ start, random }) => {
    const server = await start({ pidfile });
    await holdsPid(server);
    await server.crash();
    await writeFile(join(server.dir, pidfile), `${random.integer(1e6, 1e9)}\n`);
    await server.restart();
    await holdsPid(server);
  },
);

/** Waits until the number of the server stands in its pid file, in a line of its own. */
async function holdsPid(server: Server): Promise<void> {
  await eventually(
    async () => {
      const text = existsSync(join(server.dir, pidfile))
        ? await readFile(join(server.dir, pidfile), 'latin1')
        : '';
      expect(text, `what is in ${pidfile}`).toBe(`${server.pid}\n`);
    },
    { within: 5_000 },
  );
}
