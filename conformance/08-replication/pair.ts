// A master and its replica, as clients see them.
import {
  type Expected,
  error,
  eventually,
  Failure,
  ok,
  type Random,
  type Wire,
} from '../../harness/suite.ts';
import { writeOn } from './model.ts';

/**
 * How long what happens between two servers may take. Redis tries once a second to reach a master that is away, and a
 * master waits 5 s for more replicas before it sends a snapshot, and looks once a second whether they are over
 * (`repl-diskless-sync-delay`, redis.conf): 7 s.
 */
export const soon = { within: 12_000 };

/** How a replica refuses. */
export const readOnly: Expected = error("READONLY You can't write against a read only replica.");

/** Makes a server a replica of the one at this port. */
export async function replicate(replica: Wire, { port }: { readonly port: number }): Promise<void> {
  await replica.command('REPLICAOF', '127.0.0.1', port).replies(ok);
}

/** The fields of INFO replication. */
export async function replicationOf(wire: Wire): Promise<Readonly<Record<string, string>>> {
  const reply = String(await wire.command('INFO', 'replication').reply());
  return Object.fromEntries(
    Array.from(reply.matchAll(/^(\w+):(.*?)\r$/gm), ([, name, value]) => [name, value]),
  );
}

/** Waits until INFO replication has these fields. */
export async function tells(wire: Wire, fields: Readonly<Record<string, string | number>>): Promise<void> {
  await eventually(async () => {
    const told = await replicationOf(wire);
    for (const [name, value] of Object.entries(fields)) {
      if (told[name] === String(value)) continue;
      const expected = `${name}:${value} in INFO replication`;
      throw new Failure('wrong reply', '', {
        expected,
        received: `${name}:${told[name] ?? ' is not there'}`,
      });
    }
  }, soon);
}

/** Waits until a replica has what its master was told up to now. */
export async function catchUp(master: Wire, replica: Wire, random: Random): Promise<void> {
  const marker = random.key('marker:');
  await master.command('SET', marker, 'here').replies(ok);
  await eventually(() => replica.command('GET', marker).replies('here'), soon);
}

/** Writers write on without a pause, so that no moment is spared, until the replica's link is up. */
export async function writeUntilUp(
  writers: readonly Wire[],
  replica: Wire,
  random: Random,
  keys: readonly string[],
): Promise<void> {
  for (const limit = performance.now() + soon.within; ; ) {
    await writeOn(writers, random, keys);
    const { master_link_status: received = 'not there' } = await replicationOf(replica);
    if (received === 'up') return;
    if (performance.now() > limit)
      throw new Failure('wrong reply', '', { expected: 'master_link_status:up', received });
  }
}
