// Exercise 4: a new master that others follow.
import { exercise, expect, ok } from '../../harness/suite.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { dataOf, expectSame, randomWrites, writeOn } from './model.ts';
import { replicate, replicationOf, tells } from './pair.ts';
import { replicateScripted, scriptMaster } from './scripted-master.ts';
import { follow } from './scripted-replica.ts';

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
