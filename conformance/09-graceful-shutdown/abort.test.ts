// The fourth exercise: a change of mind.
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
import { follow, type ScriptedReplica } from '../08-replication/scripted-replica.ts';
import { ends, failed, letIn } from './ending.ts';

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
