// The four exercises.
import {
  anything,
  type Expected,
  error,
  eventually,
  exercise,
  expect,
  like,
  ok,
  type Wire,
} from '../../harness/suite.ts';
import { readSnapshot, type Snapshot } from '../06-rdb-snapshots/rdb-reader.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { dataOf, expectSame, randomWrites, valuesOf, writeOn } from './model.ts';
import { catchUp, readOnly, replicate, replicationOf, soon, tells, writeUntilUp } from './pair.ts';
import { replicateScripted, scriptMaster } from './scripted-master.ts';
import { follow, readStream } from './scripted-replica.ts';

// 1. A master that wants company

const lonely = error('NOREPLICAS Not enough good replicas to write.');

exercise(
  '08.54',
  'a master that wants two replicas refuses writes while fewer follow it',
  {
    why: 'who is told something now would be told by nobody else: reads go on, writes wait for company',
    read: 'enough-replicas',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'min-replicas-to-write': '2' });
    const [wire, key] = [await connect(server), random.key()];
    await refusesAll(wire, random.shuffle(writesOf(key)));
    await follow(await connect(server));
    await refusesAll(wire, random.shuffle(writesOf(key)));
    const second = await follow(await connect(server));
    await eventually(() => wire.command('SET', key, 'x').replies(ok), soon);
    second.wire.close();
    await eventually(() => wire.command('SET', key, 'y').replies(lonely), soon);
    await wire.command('GET', key).replies(like(/^[xy]$/));
  },
);

exercise(
  '08.55',
  'a replica that was not heard of lately does not count',
  {
    why: 'it is the time since its last REPLCONF ACK, in seconds, that --min-replicas-max-lag limits',
    read: 'enough-replicas',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' });
    const [wire, key] = [await connect(server), random.key()];
    const replica = await follow(await connect(server));
    const acknowledged = async () => {
      replica.acknowledge();
      await wire.command('SET', key, 'x').replies(ok);
    };
    await eventually(acknowledged, soon);
    await eventually(() => wire.command('SET', key, 'x').replies(lonely), soon);
    await eventually(acknowledged, soon);
  },
);

exercise(
  '08.56',
  'a replica asks for no company: it takes what its master says, and refuses writes as ever',
  {
    why: 'a replica is no master: READONLY comes first',
    read: 'enough-replicas',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start({ 'min-replicas-to-write': '1' });
    const key = random.key();
    const { wire, link } = await replicateScripted(server, { connect, listen, random });
    link.sendAll(pair(key, 'x'));
    link.tell('APPEND', key, 'y');
    await eventually(() => wire.command('GET', key).replies('xy'), soon);
    await wire.command('SET', key, 'z').replies(readOnly);
    await wire.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    await wire.command('SET', key, 'z').replies(lonely);
  },
);

// 2. Stale data

const masterDown = error("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.");

exercise(
  '08.57',
  'a replica without its master does not serve what may be stale',
  {
    why: 'INFO and its like touch no data and are answered; PING is not, for a monitor should notice; a write is refused as ever',
    read: 'stale-data',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start({ 'replica-serve-stale-data': 'no' });
    const [wire, key] = [await connect(server), random.key()];
    await replicate(wire, await listen());
    const stale = [['GET', key], ['MGET', key], ['EXISTS', key], ['DBSIZE'], ['TTL', key], ['PING']];
    for (const words of random.shuffle(stale)) await wire.command(...words).replies(masterDown);
    await wire.command('SET', key, 'x').replies(readOnly);
    const served: [string[], Expected][] = [
      [['INFO', 'replication'], like(/master_link_status:down/)],
      [['ROLE'], ['slave', anything, anything, anything, anything]],
      [['ECHO', key], key],
      [['SELECT', '0'], ok],
      [
        ['CONFIG', 'GET', 'appendonly'],
        ['appendonly', 'no'],
      ],
      [['PUBLISH', key, 'x'], 0],
    ];
    for (const [words, expected] of random.shuffle(served)) await wire.command(...words).replies(expected);
  },
);

exercise(
  '08.58',
  'it serves reads as long as the link is up, and as a master again',
  {
    why: 'while the first snapshot comes the link is down, too; REPLICAOF NO ONE makes the data its own',
    read: 'stale-data',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start({ 'replica-serve-stale-data': 'no' });
    const [wire, key] = [await connect(server), random.key()];
    const master = scriptMaster(await listen(), random);
    await wire.command('SET', key, 'old').replies(ok);
    await replicate(wire, master);
    const link = await master.accept(server);
    link.wire.bytes(`+FULLRESYNC ${master.id} ${master.offset}\r\n`);
    await wire.command('GET', key).replies(masterDown);
    link.wire.bytes('$100000\r\n'); // which doesn't come
    await wire.command('GET', key).replies(masterDown);
    link.wire.reset();

    const again = await master.accept(server);
    again.sendAll(pair(key, 'x'));
    await eventually(() => wire.command('GET', key).replies('x'), soon);
    again.wire.close(); // and when it comes again, nobody answers
    await eventually(() => wire.command('GET', key).replies(masterDown), soon);
    await wire.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    await wire.command('GET', key).replies('x');
  },
);

// 3. A snapshot without a length

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
    await replicate(replica, server);
    await writeUntilUp([master, other], replica, random, keys);
    await writeOn([master], random, keys);
    await catchUp(master, replica, random);
    await expectSame(master, keys, await valuesOf(replica, keys));
  },
);

// 4. A new master that others follow

exercise(
  '08.62',
  'a new master remembers the name of the history that it comes from, and up to where',
  {
    why: 'second_repl_offset is the first byte that is not in the old history: one more than it has',
    read: 'two-names-of-a-history',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const none = { master_replid2: '0'.repeat(40), second_repl_offset: '-1' };
    expect(await replicationOf(wire)).toMatchObject(none);
    const master = scriptMaster(await listen(), random);
    await replicate(wire, master);
    const link = await master.accept(server);
    link.sendAll(pair(random.key(), 'x'));
    link.tell('SET', random.key(), random.text(1, 30));
    await link.ask();
    expect(await replicationOf(wire)).toMatchObject(none);
    await wire.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    const { master_replid: id, ...told } = await replicationOf(wire);
    expect(id, 'the new id').not.toBe(master.id);
    expect(told).toMatchObject({ master_replid2: master.id, second_repl_offset: `${master.offset + 1}` });
  },
);

exercise(
  '08.63',
  'who followed the same master continues with the new one; who has more of the old history needs all',
  {
    why: 'up to the change both names mean the same bytes: +CONTINUE <new id>, and the stream from there on',
    read: 'two-names-of-a-history',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start();
    const [keys, marker] = [[random.key(), random.key()], random.key()];
    const { wire, master, link } = await replicateScripted(server, { connect, listen, random });
    link.sendAll();
    await link.ask();
    // From here on a sibling has what it has, and some more; but it misses the rest.
    const place = master.offset;
    const writes = randomWrites(random, keys, 30);
    for (const words of writes) link.tell(...words);
    await link.ask();
    const end = master.offset;
    await wire.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    await writeOn([wire], random, keys);
    await wire.command('SET', marker, 'x').replies(ok);

    const sibling = await follow(await connect(server), { place: [master.id, place + 1] });
    const { master_replid: id } = await replicationOf(wire);
    expect({ id: sibling.id, all: sibling.snapshot !== undefined }).toEqual({ id, all: false });
    await expectSame(wire, keys, await dataOf(sibling, marker));

    const ahead = await follow(await connect(server), { place: [master.id, end + 2] });
    expect(ahead.snapshot !== undefined, 'who has more gets a snapshot').toBe(true);
  },
);

exercise(
  '08.64',
  'a replica that is told to continue under another id takes it, remembers the old one, and has its own replicas ask',
  {
    why: 'its master has become a replica of another, or a master: the same bytes, a new name',
    read: 'two-names-of-a-history',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start();
    const { wire, master, link } = await replicateScripted(server, { connect, listen, random });
    link.sendAll(pair(random.key(), 'x'));
    await link.ask();
    await tells(wire, { master_link_status: 'up' });
    const lower = await follow(await connect(server));
    const old = { id: master.id, next: master.offset + 1 };
    master.id = random.bytes(20).toString('hex');
    link.wire.reset();
    const renamed = await master.accept(server);
    renamed.goOn();
    await tells(wire, {
      master_link_status: 'up',
      master_replid: master.id,
      master_replid2: old.id,
      second_repl_offset: old.next,
    });
    await lower.wire.rest();
    const again = await follow(await connect(server), { place: [old.id, old.next] });
    expect({ id: again.id, all: again.snapshot !== undefined }).toEqual({ id: master.id, all: false });
  },
);

exercise(
  '08.65',
  'a full resynchronisation ends both names',
  {
    why: 'what was there before has nothing to do with the new data',
    read: 'two-names-of-a-history',
  },
  async ({ start, listen, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const [first, other] = [scriptMaster(await listen(), random), scriptMaster(await listen(), random)];
    await replicate(wire, first);
    (await first.accept(server)).sendAll(pair(random.key(), 'x'));
    await tells(wire, { master_link_status: 'up' });
    await wire.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    await replicate(wire, other);
    (await other.accept(server)).sendAll(pair(random.key(), 'y'));
    await tells(wire, {
      master_replid: other.id,
      master_replid2: '0'.repeat(40),
      second_repl_offset: -1,
    });
  },
);

/** Commands that may change a key, and one that would change nothing. */
function writesOf(key: string): string[][] {
  return [
    ['SET', key, 'x'],
    ['DEL', key],
    ['INCR', `${key}:n`],
    ['EXPIRE', key, '100'],
  ];
}

async function refusesAll(wire: Wire, writes: string[][]): Promise<void> {
  for (const words of writes) await wire.command(...words).replies(lonely);
}

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
