// What a replica and its master must agree on, whichever of them is real Redis.
import { eventually, expect, ok, type Random, type Server, type Wire } from '../../harness/suite.ts';
import { check, samples, write } from '../06-rdb-snapshots/samples.ts';
import { expectSame, randomWrites, valuesOf, writeOn } from './model.ts';
import { catchUp, replicate, replicationOf, soon, writeUntilUp } from './pair.ts';

export type Connect = (to: Server) => Promise<Wire>;

/** A replica has every key, value and deadline of its master, and then all that comes. */
export async function getAll(master: Wire, replica: Wire, above: Server, random: Random): Promise<void> {
  const [all, more] = [samples(random), samples(random)];
  await write(master, all);
  await replicate(replica, above);
  await catchUp(master, replica, random);
  await checkBut(replica, all, master);
  await master.command('FLUSHALL').replies(ok);
  await write(master, more);
  await catchUp(master, replica, random);
  await checkBut(replica, more, master);
}

/** The server holds these samples, and beside them only what its master has in addition. */
async function checkBut(replica: Wire, all: Parameters<typeof check>[1], master: Wire): Promise<void> {
  const extra = Number(await master.command('DBSIZE').reply()) - all.length;
  await check(replica, all, extra);
}

/** One server begins to follow another while that is written to: in the end it holds the same, key by key. */
export async function followUnderWrites(
  above: Server,
  below: Server,
  connect: Connect,
  random: Random,
): Promise<void> {
  // So many that few are overwritten before anybody looks.
  const keys = Array.from({ length: 500 }, () => random.key());
  const master = await connect(above);
  const [writers, replica] = [[master, await connect(above)], await connect(below)];
  // Large enough that neither side has it in one piece.
  await master.command('SET', random.key(), random.bytes(1_000_000)).replies(ok);
  await writeOn(writers, random, keys);
  await replicate(replica, above);
  await writeUntilUp(writers, replica, random, keys);
  await writeOn(writers, random, keys);
  await catchUp(master, replica, random);
  await expectSame(master, keys, await valuesOf(replica, keys));
}

/** After writes, and when a key's time is over, both have the same id, offset and keys. */
export async function agreeAfterWrites(
  master: Wire,
  replica: Wire,
  above: Server,
  random: Random,
): Promise<void> {
  const [keys, mortal] = [[random.key(), random.key()], random.key()];
  await replicate(replica, above);
  await writeOn([master], random, keys);
  await master.command('SET', mortal, 'x', 'PX', '40').replies(ok);
  await catchUp(master, replica, random);
  await eventually(() => master.command('GET', mortal).replies(null));
  await writeOn([master], random, keys);
  await catchUp(master, replica, random);
  await replica.command('GET', mortal).replies(null);
  await expectSame(master, keys, await valuesOf(replica, keys));
  await agree(master, replica);
}

/** A link that breaks three times, while its master is written to: each time both hold the same in the end. */
export async function writeUnderBreaks(
  master: Wire,
  replica: Wire,
  above: Server,
  random: Random,
  breakLink: () => Promise<void>,
): Promise<void> {
  const keys = [random.key(), random.key()];
  await replicate(replica, above);
  await catchUp(master, replica, random);
  for (let round = 0; round < 3; round++) {
    master.pipeline(randomWrites(random, keys, 100));
    await breakLink();
    for (let i = 0; i < 100; i++) await master.reply();
    await catchUp(master, replica, random);
    await expectSame(master, keys, await valuesOf(replica, keys));
  }
}

/** All have the same id and offset. */
export async function agree(...servers: readonly Wire[]): Promise<void> {
  await eventually(async () => {
    const places: string[] = [];
    for (const server of servers) {
      const { master_replid, master_repl_offset } = await replicationOf(server);
      places.push(`${master_replid} ${master_repl_offset}`);
    }
    expect(places, 'the id and the offset of each').toEqual(places.map(() => places[0]));
    const sizes: unknown[] = [];
    for (const server of servers) sizes.push(await server.command('DBSIZE').reply());
    expect(sizes, 'how many keys each has').toEqual(sizes.map(() => sizes[0]));
  }, soon);
}
