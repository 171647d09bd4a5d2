// Exercise 3: a snapshot without a length.
import { exercise, expect, ok, type Wire } from '../../harness/suite.ts';
import { readSnapshot, type Snapshot } from '../06-rdb-snapshots/rdb-reader.ts';
import { dataOf, expectSame, valuesOf, writeOn } from './model.ts';
import { catchUp, replicate, writeUntilUp } from './pair.ts';
import { follow, readStream } from './scripted-replica.ts';

exercise(
  '08.59',
  'a replica that can find a mark gets its snapshot between two of them, and the stream when it has answered',
  {
    why: '$EOF:<40 characters>, the bytes, the 40 characters; what comes behind them might be taken for a part of the snapshot',
    read: 'a-snapshot-without-a-length',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'repl-diskless-sync': 'yes' });
    const [wire, key, marker] = [await connect(server), random.key(), random.key()];
    const value = random.bytes(1000, 3000);
    await wire.command('SET', key, value).replies(ok);
    const replica = await connect(server);
    await replica.command('REPLCONF', 'capa', 'eof', 'capa', 'psync2').replies(ok);
    replica.command('PSYNC', '?', '-1');
    const [, id = '', offset] = (await line(replica)).split(' ');
    const snapshot = await readMarked(replica);
    expect(snapshot.keys.get(key)?.value, 'the value in the snapshot').toEqual(value);

    await wire.command('SET', key, 'new').replies(ok);
    await wire.command('SET', marker, 'x').replies(ok);
    await turnsGoBy(wire, await connect(server));
    expect(replica.unread, 'how many bytes come before it has answered').toBe(0);
    const follower = readStream(replica.listen(), { id, offset: Number(offset) }, snapshot);
    follower.acknowledge();
    expect((await dataOf(follower, marker)).get(key)).toBe('new');
  },
);

exercise(
  '08.60',
  'a replica that has not said capa eof gets a length, as ever',
  {
    why: 'an old replica reads a number behind the dollar sign, and nothing else',
    read: 'a-snapshot-without-a-length',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'repl-diskless-sync': 'yes' });
    const [wire, key, marker] = [await connect(server), random.key(), random.key()];
    await wire.command('SET', key, 'before').replies(ok);
    const replica = await follow(await connect(server));
    await wire.command('APPEND', key, ' and after').replies(16);
    await wire.command('SET', marker, 'x').replies(ok);
    expect((await dataOf(replica, marker)).get(key)).toBe('before and after');
  },
);

exercise(
  '08.61',
  'a write that comes while such a snapshot is sent reaches a replica once',
  {
    why: 'it is a snapshot of the instant whose offset was told, though the bytes are made later',
    read: 'a-snapshot-without-a-length',
  },
  async ({ start, second, connect, random }) => {
    const server = await start({ 'repl-diskless-sync': 'yes' });
    // So many that few are overwritten before anybody looks.
    const keys = Array.from({ length: 500 }, () => random.key());
    const [master, other, replica] = [await connect(server), await connect(server), await connect(second)];
    for (let i = 0; i < 8; i++)
      await master.command('SET', random.key(), random.bytes(1_000_000)).replies(ok);
    await writeOn([master], random, keys);
    for (let round = 0; round < 3; round++) {
      await replicate(replica, server);
      await writeUntilUp([master, other], replica, random, keys);
      await writeOn([master], random, keys);
      await catchUp(master, replica, random);
      await expectSame(master, keys, await valuesOf(replica, keys));
      await replica.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    }
  },
);

/** A snapshot between two marks. Byte by byte, as nobody knows where its end is. */
async function readMarked(wire: Wire): Promise<Snapshot> {
  const head = await line(wire);
  expect(head, 'what stands before the snapshot').toMatch(/^\$EOF:[!-~]{40}$/);
  const mark = Buffer.from(head.slice(5));
  let bytes = Buffer.alloc(0);
  while (!bytes.subarray(-40).equals(mark)) bytes = Buffer.concat([bytes, await wire.read(1)]);
  return readSnapshot(bytes.subarray(0, -40), 'what was sent');
}

/** A line that isn't empty: with empty ones a master says that it is busy, but alive. */
async function line(wire: Wire): Promise<string> {
  return (await wire.line()) || line(wire);
}

/** Some turns of the server go by. */
async function turnsGoBy(...wires: Wire[]): Promise<void> {
  for (let i = 0; i < 3; i++) {
    for (const wire of wires) await wire.command('ECHO', `${i}`).replies(`${i}`);
  }
}
