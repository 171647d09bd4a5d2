// The four exercises: the pid file, what a signal asks for, a pause, a change of mind.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  error,
  eventually,
  exercise,
  expect,
  ok,
  type Random,
  type Server,
  type Wire,
} from '../../harness/suite.ts';
import { blockSnapshots } from '../06-rdb-snapshots/background.ts';
import { snapshotOf } from '../06-rdb-snapshots/rdb-reader.ts';
import { follow, type ScriptedReplica } from '../08-replication/scripted-replica.ts';
import { ends, letIn, savePoint } from './ending.ts';

const failed = error('ERR Errors trying to SHUTDOWN. Check logs.');

// 1. The pid file

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

// 2. What a signal asks for

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

// 3. A pause

exercise(
  '09.38',
  'CLIENT PAUSE WRITE makes writes wait, not reads; after CLIENT UNPAUSE all is executed in order',
  {
    why: 'the client waits, so what it has sent behind waits, too; nothing is refused, nothing is lost',
    read: 'a-pause',
  },
  async ({ wire, connect, random }) => {
    const [key, ...writers] = [random.key(), await connect(), await connect()];
    const mode = random.pick(['WRITE', 'write']);
    await wire.command('SET', key, 'old').replies(ok);
    await wire.command('CLIENT', 'PAUSE', 60_000, mode).replies(ok);
    for (const [i, writer] of writers.entries()) {
      writer.pipeline([
        ['GET', key],
        ['APPEND', key, i],
        ['STRLEN', key],
        ['ECHO', i],
      ]);
      await writer.replies('old');
    }
    await wire.command('PUBSUB', 'NUMPAT').reply();
    await wire.command('GET', key).replies('old');
    for (const writer of writers) expect(writer.unread, 'bytes that came during the pause').toBe(0);
    await wire.command('CLIENT', 'UNPAUSE').replies(ok);
    const lengths = await Promise.all(
      writers.map(async (writer, i) => {
        const replies = [await writer.reply(), await writer.reply()];
        await writer.replies(`${i}`);
        return replies;
      }),
    );
    expect(lengths.map(([appended]) => appended).sort(), 'the replies to APPEND').toEqual([4, 5]);
    const value = lengths[0]?.[0] === 4 ? 'old01' : 'old10';
    await wire.command('GET', key).replies(value);
  },
);

exercise(
  '09.39',
  'CLIENT PAUSE makes all commands wait, and ends by itself',
  {
    why: 'ALL is what is meant when nothing is said; when the time is over, clients go on without UNPAUSE',
    read: 'a-pause',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [wire, other] = [await connect(server), await connect(server)];
    const [ms, key] = [random.integer(100, 300), random.key()];
    const mode = random.pick([[], ['ALL'], ['all']]);
    const begun = performance.now();
    await wire.command('CLIENT', 'PAUSE', ms, ...mode).replies(ok);
    other.pipeline([
      ['GET', key],
      ['SET', key, 'x'],
      ['GET', key],
    ]);
    expect(await other.reply({ idleFor: 5_000 })).toBe(null);
    expect(performance.now() - begun, 'how many ms the GET took').toBeGreaterThanOrEqual(ms - 2);
    await other.replies(ok, 'x');
  },
);

exercise(
  '09.40',
  'a second CLIENT PAUSE never shortens the first',
  {
    why: 'two operators may have their reasons: the later end counts',
    read: 'a-pause',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [wire, writer] = [await connect(server), await connect(server)];
    const key = random.key();
    const begun = performance.now();
    await wire.command('CLIENT', 'PAUSE', 400, 'WRITE').replies(ok);
    await wire.command('CLIENT', 'PAUSE', random.integer(1, 50), 'WRITE').replies(ok);
    writer.command('SET', key, 'x');
    await writer.reply({ idleFor: 5_000 });
    expect(performance.now() - begun, 'how many ms the SET took').toBeGreaterThanOrEqual(398);
  },
);

exercise(
  '09.41',
  'a CLIENT PAUSE that is wrong is an error, and nobody waits',
  { why: 'the time is in ms, at least 0; the mode is WRITE or ALL', read: 'a-pause' },
  async ({ wire, random }) => {
    const word = random.text(3, 6);
    await wire
      .command('CLIENT', 'PAUSE', word)
      .replies(error('ERR timeout is not an integer or out of range'));
    await wire.command('CLIENT', 'PAUSE', -1).replies(error('ERR timeout is negative'));
    const mode = error('ERR CLIENT PAUSE mode must be WRITE or ALL');
    await wire.command('CLIENT', 'PAUSE', 60_000, 'READ').replies(mode);
    await wire
      .command('CLIENT', 'PAUSE')
      .replies(error("ERR wrong number of arguments for 'client|pause' command"));
    await wire.command('SET', random.key(), 'x').replies(ok);
  },
);

// 4. A change of mind

exercise(
  '09.42',
  'while a shutdown waits for a replica, reads are answered and writes wait; SHUTDOWN ABORT ends it',
  {
    why: 'a replica that lags is not a reason to be deaf: only what it would have to hear, too, has to wait',
    read: 'a-change-of-mind',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'shutdown-timeout': '60' });
    const { wire, key } = await withLaggingReplica(server, connect, random);
    const [asker, writer] = [await connect(server), await connect(server)];
    asker.command('SHUTDOWN');
    await begun(wire);
    writer.pipeline([
      ['APPEND', key, '!'],
      ['GET', key],
    ]);
    await wire.command('GET', key).replies('x');
    await wire.command('GET', key).replies('x');
    expect(writer.unread, 'bytes that a write was answered with').toBe(0);
    await wire.command('SHUTDOWN', 'ABORT').replies(ok);
    await asker.replies(failed);
    await writer.replies(2, 'x!');
    await wire.command('SHUTDOWN', 'ABORT').replies(error('ERR No shutdown in progress.'));
    await (await letIn(() => connect(server))).command('SET', key, 'y').replies(ok);
  },
);

exercise(
  '09.43',
  'after an ABORT the next shutdown waits again, and ends when the replica has acknowledged',
  {
    why: 'what was noted for the first shutdown has to be forgotten, the time that it had as well',
    read: 'a-change-of-mind',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'shutdown-timeout': '60' });
    const { wire, replica, key } = await withLaggingReplica(server, connect, random);
    server.signal(random.pick(['SIGTERM', 'SIGINT']));
    await eventually(() => wire.command('SHUTDOWN', 'ABORT').replies(ok));
    wire.command('SHUTDOWN');
    await replica.until(key);
    replica.acknowledge();
    const asked = replica.asked().then(
      () => replica.acknowledge(),
      () => {},
    );
    await ends(server, 10_000);
    await asked;
    await wire.closes();
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

/** A replica that doesn't acknowledge the last write, which was to `key`. */
async function withLaggingReplica(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
): Promise<{ wire: Wire; replica: ScriptedReplica; key: string }> {
  const [wire, replica] = [await connect(server), await follow(await connect(server))];
  const key = random.key();
  await wire.command('SET', key, 'x').replies(ok);
  return { wire, replica, key };
}

/** Round trips in which a server notices that it has just been told to end. */
async function begun(wire: Wire): Promise<void> {
  for (let i = 0; i < 20; i++) await wire.command('PING').reply();
}
