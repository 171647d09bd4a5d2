// Takes long. The master's side, told by a replica that the harness plays: the handshake, a snapshot, then the stream.
import { core, error, eventually, expect, ok, simple } from '../../harness/suite.ts';
import { dataOf, expectSame, randomWrites, writeOn } from './model.ts';
import { replicationOf, soon } from './pair.ts';
import { follow, readStream, readTransfer, type ScriptedReplica, take } from './scripted-replica.ts';

const MiB = 1024 * 1024;

core(
  '08.7',
  'REPLCONF is answered with OK when it is understood, and ACK not at all',
  {
    why: 'options and values come in pairs; ACK belongs to the stream, where nobody waits for a reply',
    read: 'the-handshake',
  },
  async ({ wire, random }) => {
    const port = random.integer(1, 65_535);
    await wire.command('REPLCONF', 'listening-port', port).replies(ok);
    await wire.command('REPLCONF', 'capa', 'eof', 'capa', 'psync2').replies(ok);
    await wire.command('replconf', 'CAPA', random.text(4)).replies(ok);
    const unknown = random.text(5, 9);
    await wire
      .command('REPLCONF', unknown, '1')
      .replies(error(`ERR Unrecognized REPLCONF option: ${unknown}`));
    await wire.command('REPLCONF', 'listening-port').replies(error('ERR syntax error'));
    wire.bytes('*3\r\n$8\r\nREPLCONF\r\n$3\r\nACK\r\n$1\r\n0\r\n');
    await wire.command('PING').replies(simple('PONG'));
  },
);

core(
  '08.8',
  'PSYNC ? -1 is answered with FULLRESYNC, an id and an offset, and a snapshot of all there is',
  {
    why: 'a replica that has nothing needs all: values are bytes, and deadlines moments',
    read: 'a-snapshot-then-a-stream',
  },
  async ({ wire, connect, random }) => {
    const [bytes, number, mortal] = [random.bytes(1, 300), random.integer(-1e9, 1e9), random.key()];
    const deadline = Date.now() + random.integer(1e6, 1e9);
    await wire.command('FLUSHALL').replies(ok);
    await wire.command('MSET', 'k:bytes', bytes, 'k:number', number, 'k:empty', '').replies(ok);
    await wire.command('SET', mortal, 'x', 'PXAT', deadline).replies(ok);
    const { snapshot } = await follow(await connect());
    expect(Object.fromEntries(snapshot?.keys ?? [])).toEqual({
      'k:bytes': { value: bytes, deadline: undefined },
      'k:number': { value: Buffer.from(`${number}`), deadline: undefined },
      'k:empty': { value: Buffer.alloc(0), deadline: undefined },
      [mortal]: { value: Buffer.from('x'), deadline },
    });
  },
);

core(
  '08.9',
  'SYNC is answered with a snapshot right away, and the stream follows',
  {
    why: 'it is the older form: no arguments, and no line before the snapshot',
    read: 'a-snapshot-then-a-stream',
  },
  async ({ wire, connect, random }) => {
    const [key, marker] = [random.key(), random.key()];
    await wire.command('SET', key, 'before').replies(ok);
    const old = (await connect()).listen().command('SYNC');
    const snapshot = await readTransfer(old);
    expect(snapshot.keys.get(key)?.value.toString(), 'the value in the snapshot').toBe('before');
    await wire.command('APPEND', key, ' and after').replies(16);
    await wire.command('SET', marker, 'x').replies(ok);
    const data = await dataOf(readStream(old, { id: '', offset: 0 }, snapshot), marker);
    expect(data.get(key)).toBe('before and after');
  },
);

core(
  '08.10',
  'what changes after the snapshot comes in the stream, all of it and in order',
  {
    why: 'each effective write is told to those who follow, as it is told to the log',
    read: 'the-stream-is-effects',
  },
  async ({ wire, connect, random }) => {
    const [keys, marker] = [[random.key(), random.key(), random.key(), random.key()], random.key()];
    const key = () => random.pick(keys);
    const replica = await follow(await connect());
    const writes = Array.from({ length: 40 }, () => [
      ...randomWrites(random, keys, 5),
      random.pick([
        ['SET', key(), random.text(0, 9)],
        ['GETSET', key(), random.text(0, 9)],
        ['SETNX', key(), random.text(0, 9)],
        ['MSET', key(), random.text(0, 9), `${key()}:n`, `${random.integer(-99, 99)}`],
        ['DEL', key(), key(), `${key()}:n`],
        ['GETDEL', key()],
      ]),
    ]).flat();
    wire.pipeline(writes);
    for (let i = 0; i < writes.length; i++) await wire.reply();
    await wire.command('SET', marker, 'x').replies(ok);
    await expectSame(wire, keys, await dataOf(replica, marker));
  },
);

core(
  '08.11',
  'the offset counts the bytes of the stream',
  {
    why: 'FULLRESYNC names the offset of the snapshot; each byte behind it counts one, also those of SELECT and PING',
    read: 'offsets',
  },
  async ({ wire, connect, random }) => {
    const [keys, marker] = [[random.key(), random.key()], random.key()];
    const replica = await follow(await connect());
    const writes = randomWrites(random, keys, random.integer(10, 50));
    wire.pipeline(writes);
    for (let i = 0; i < writes.length; i++) await wire.reply();
    // Once in a while a PING is in the stream, which is only seen with what follows it.
    await eventually(async () => {
      await wire.command('SET', marker, 'x').replies(ok);
      await replica.until(marker);
      const { master_replid: id, master_repl_offset: offset } = await replicationOf(wire);
      expect({ id, offset: Number(offset) }).toEqual({ id: replica.id, offset: replica.offset });
    }, soon);
  },
);

core(
  '08.12',
  'a write that comes while a replica is given its snapshot reaches it once: none is lost, none is done twice',
  {
    why: 'the offset has to be noted in the same turn in which the snapshot is begun, and the stream kept from there on',
    read: 'a-snapshot-then-a-stream',
  },
  async ({ wire, connect, random }) => {
    const [keys, marker] = [Array.from({ length: 20 }, () => random.key()), random.key()];
    const writers = [wire, await connect(), await connect()];
    const replicas: ScriptedReplica[] = [];
    await wire.command('SET', random.key('large:'), random.bytes(4 * MiB)).replies(ok); // so that a snapshot takes a while
    for (let round = 0; round < 3; round++) {
      let isFollowing = false;
      // The first writes follow at once, so that they come while the snapshot is made.
      const coming = take((await connect()).command('PSYNC', '?', '-1')).finally(() => {
        isFollowing = true;
      });
      const writing = async () => {
        do await writeOn(writers, random, keys);
        while (!isFollowing);
      };
      const [replica] = await Promise.all([coming, writing()]);
      replicas.push(replica);
    }
    await writeOn(writers, random, keys);
    await wire.command('SET', marker, 'x').replies(ok);
    for (const replica of replicas) await expectSame(wire, keys, await dataOf(replica, marker));
  },
);

core(
  '08.13',
  'a replica that takes its snapshot slowly holds up nobody, and misses nothing',
  {
    why: 'what does not leave at once has to wait for it, the stream behind the snapshot; clients do not wait',
    read: 'one-stream-many-places',
  },
  async ({ wire, connect, random }) => {
    const large = Array.from({ length: 16 }, () => random.key('large:'));
    const [payload, counter, marker] = [random.bytes(MiB), random.key(), random.key()];
    for (const key of large) await wire.command('SET', key, payload).replies(ok);
    const slow = await connect();
    slow.command('PSYNC', '?', '-1').pause();
    for (let i = 1; i <= 100; i++) await wire.command('INCR', counter).replies(i);
    await wire.command('SET', marker, 'x').replies(ok);
    await wire.command('DEL', ...large).replies(large.length);
    const data = await dataOf(await take(slow.resume()), marker);
    expect(data.get(counter), 'the counter').toBe('100');
    expect(large.filter((key) => data.get(key)?.length !== MiB)).toEqual([]);
  },
);
