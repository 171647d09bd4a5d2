// Takes long. Those for whom nobody can wait forever.
import { core, expect, ok, type Random, type Server, type Wire } from '../../harness/suite.ts';
import { snapshotOf } from '../06-rdb-snapshots/rdb-reader.ts';
import { follow } from '../08-replication/scripted-replica.ts';
import { ends, refuses, savePoint } from './ending.ts';

const MiB = 1024 * 1024;
const signals = ['SIGTERM', 'SIGINT'] as const;
/** Flags that say how many seconds a shutdown may wait for others. */
const [hurried, patient] = [{ 'shutdown-timeout': '1' }, { 'shutdown-timeout': '60' }];

core(
  '09.16',
  'a client that does not read its replies holds nothing up for longer than --shutdown-timeout says',
  {
    why: 'its replies never leave: who waits for that waits until somebody pulls the plug, and all is lost',
    read: 'one-bound-for-all-waiting',
  },
  async ({ start, connect, random }) => {
    const server = await start({ ...savePoint, ...hurried });
    const key = await withStuckClient(server, connect, random);
    server.signal(random.pick(signals));
    await ends(server, 10_000);
    expect((await snapshotOf(server)).keys.has(key), 'the key is in the snapshot').toBe(true);
  },
);

core(
  '09.17',
  'nor does a replica that does not read',
  {
    why: 'it will never acknowledge the last write; when it comes back, it can ask for all there is',
    read: 'one-bound-for-all-waiting',
  },
  async ({ start, connect, random }) => {
    const server = await start(hurried);
    const [wire, replica] = [await connect(server), await follow(await connect(server))];
    replica.wire.pause();
    const value = random.bytes(MiB);
    for (let i = 0; i < 8; i++) await wire.command('SET', random.key(), value).replies(ok);
    server.signal(random.pick(signals));
    await ends(server, 10_000);
  },
);

core(
  '09.18',
  'a second signal ends the wait, and loses nothing',
  {
    why: 'an impatient user means: wait for nobody; not: forget what you have told us that you have',
    read: 'insisting',
  },
  async ({ start, connect, random }) => {
    const server = await start({ ...savePoint, ...patient });
    const key = await withStuckClient(server, connect, random);
    server.signal(random.pick(signals));
    // Two signals that come together are one: the first has been heard when nobody is let in any more.
    await refuses(() => connect(server));
    server.signal(random.pick(signals));
    await ends(server);
    expect((await snapshotOf(server)).keys.has(key), 'the key is in the snapshot').toBe(true);
  },
);

core(
  '09.19',
  'SHUTDOWN NOW waits for nobody, and loses nothing',
  {
    why: 'it is the second signal at once: no waiting, but all that is due is saved',
    read: 'what-shutdown-may-say',
  },
  async ({ start, connect, random }) => {
    const server = await start({ ...savePoint, ...patient });
    const key = await withStuckClient(server, connect, random);
    (await connect(server)).command('SHUTDOWN', random.pick(['NOW', 'now']));
    await ends(server);
    expect((await snapshotOf(server)).keys.has(key), 'the key is in the snapshot').toBe(true);
  },
);

/** A client has asked for more than the kernel holds, and reads nothing. Then a key is written, whose name this gives. */
async function withStuckClient(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
): Promise<string> {
  const [wire, stuck] = [await connect(server), await connect(server)];
  const [key, large] = [random.key(), random.key()];
  await wire.command('SET', large, random.bytes(MiB)).replies(ok);
  stuck.pause().pipeline(Array.from({ length: 16 }, () => ['GET', large]));
  await wire.command('SET', key, 'x').replies(ok);
  return key;
}
