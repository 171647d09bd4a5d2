// A replica that comes back to its master: it gets what it is missing, or all.
import { core, expect, ok } from '../../harness/suite.ts';
import { apply, dataOf, expectSame, randomWrites, type Strings } from './model.ts';
import { follow, type ScriptedReplica } from './scripted-replica.ts';

const KiB = 1024;

core(
  '08.18',
  'a replica that comes back is told to continue, and gets exactly what it is missing',
  {
    why: 'the last bytes of the stream are kept; PSYNC names the first that is missing: one more than it has',
    read: 'the-backlog',
  },
  async ({ wire, connect, random }) => {
    const [keys, marker, data] = [[random.key(), random.key()], random.key(), new Map() as Strings];
    let replica = await follow(await connect());
    for (let round = 0; round < 3; round++) {
      const writes = randomWrites(random, keys, random.integer(2, 60));
      wire.pipeline(writes);
      // It leaves when it has some of them.
      for (let i = random.integer(1, writes.length - 1); i > 0; i--) apply(data, await replica.next());
      replica.wire.close();
      for (let i = 0; i < writes.length; i++) await wire.reply();
      replica = await follow(await connect(), { place: [replica.id, replica.offset + 1] });
      expect(answerTo(replica), 'the answer to PSYNC').toBe('+CONTINUE');
    }
    await wire.command('SET', marker, 'x').replies(ok);
    for (const command of await replica.until(marker)) apply(data, command);
    await expectSame(wire, keys, data);
  },
);

core(
  '08.19',
  'a replica that was away for too long, or comes from another history, gets all',
  {
    why: 'CONTINUE is possible only when the id is the right one, and the byte is kept or the very next',
    read: 'the-backlog',
  },
  async ({ wire, connect, random }) => {
    const [keys, marker, filler] = [[random.key(), random.key()], random.key(), random.key()];
    const first = await follow(await connect());
    const { id, offset } = first;
    first.wire.close();
    const strange = random.bytes(20).toString('hex');
    for (const place of [
      [strange, offset + 1],
      [id, offset + random.integer(1e6, 1e9)],
    ] as const) {
      const other = await follow(await connect(), { place });
      expect(answerTo(other), 'the answer to PSYNC').toBe('+FULLRESYNC');
      other.wire.close();
    }
    const writes = randomWrites(random, keys, 20);
    wire.pipeline(writes);
    for (let i = 0; i < writes.length; i++) await wire.reply();
    // Three times what Redis keeps. Who keeps even more may go on, if what it sends is right.
    for (let i = 0; i < 48; i++) await wire.command('SET', filler, random.bytes(64 * KiB)).replies(ok);
    const replica = await follow(await connect(), { place: [id, offset + 1] });
    await wire.command('SET', marker, 'x').replies(ok);
    await expectSame(wire, keys, await dataOf(replica, marker));
  },
);

function answerTo({ snapshot }: ScriptedReplica): string {
  return snapshot === undefined ? '+CONTINUE' : '+FULLRESYNC';
}
