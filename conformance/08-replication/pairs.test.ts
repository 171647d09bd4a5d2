// Two servers and more: what a replica holds, and what both tell of it.
import { core, error, eventually, expect, like, ok, type Wire } from '../../harness/suite.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { dataOf, expectSame, valuesOf, writeOn } from './model.ts';
import { catchUp, replicate, replicationOf, soon, tells, writeUntilUp } from './pair.ts';
import { scriptMaster } from './scripted-master.ts';
import { follow, type ScriptedReplica } from './scripted-replica.ts';

core(
  '08.30',
  'a replica gets what its master has, and what that is told then',
  { why: 'the snapshot does not arrive, or the stream behind it', read: 'a-snapshot-then-a-stream' },
  async ({ wire: master, server, second, connect, random }) => {
    const [before, after, value] = [random.key(), random.key(), random.bytes(1, 300)];
    await master.command('SET', before, value).replies(ok);
    const replica = await connect(second);
    await replicate(replica, server);
    await eventually(() => replica.command('GET', before).replies(value), soon);
    await master.command('SET', after, value).replies(ok);
    await eventually(() => replica.command('GET', after).replies(value), soon);
  },
);

core(
  '08.31',
  'under heavy writes a replica comes to hold, key by key, what its master holds',
  {
    why: 'a change is in the snapshot or in the stream: in both, INCR counts twice; in none, it is lost',
    read: 'a-snapshot-then-a-stream',
  },
  async ({ wire: master, server, second, connect, random }) => {
    const keys = Array.from({ length: 500 }, () => random.key());
    const [writers, replica] = [[master, await connect(), await connect()], await connect(second)];
    for (let round = 0; round < 3; round++) {
      await writeOn(writers, random, keys);
      await replicate(replica, server);
      await writeUntilUp(writers, replica, random, keys);
      await writeOn(writers, random, keys);
      await catchUp(master, replica, random);
      await expectSame(master, keys, await valuesOf(replica, keys));
      await replica.command('REPLICAOF', 'NO', 'ONE').replies(ok);
    }
  },
);

core(
  '08.32',
  'a master and its replica tell of each other: id, offset, address, how far they are',
  {
    why: 'two servers with the same id and offset hold the same data: so anybody can see it',
    read: 'what-info-tells',
  },
  async ({ wire: master, server, second, connect, random }) => {
    const replica = await connect(second);
    await replicate(replica, server);
    await catchUp(master, replica, random);
    await eventually(async () => {
      const [above, below] = [await replicationOf(master), await replicationOf(replica)];
      const { master_replid: id = '', master_repl_offset: offset = '' } = above;
      expect(above).toMatchObject({
        role: 'master',
        connected_slaves: '1',
        slave0: expect.stringMatching(
          `^ip=(::ffff:)?127.0.0.1,port=${second.port},state=online,offset=${offset},lag=`,
        ),
      });
      expect(below).toMatchObject({
        role: 'slave',
        master_host: '127.0.0.1',
        master_port: `${server.port}`,
        master_link_status: 'up',
        slave_repl_offset: offset,
        master_repl_offset: offset,
        master_replid: id,
      });
      const told = [[like(/^(::ffff:)?127\.0\.0\.1$/), `${second.port}`, offset]];
      await master.command('ROLE').replies(['master', Number(offset), told]);
      await replica.command('ROLE').replies(['slave', '127.0.0.1', server.port, 'connected', Number(offset)]);
    }, soon);
  },
);

core(
  '08.33',
  'several replicas, come at once or later, each get everything once',
  {
    why: 'one stream serves all of them: each has its own place in it',
    read: 'one-stream-many-places',
  },
  async ({ wire: master, server, second, connect, random }) => {
    const [keys, marker] = [[random.key(), random.key(), random.key()], random.key()];
    const replica = await connect(second);
    await writeOn([master], random, keys);
    await replicate(replica, server);
    const replicas: ScriptedReplica[] = [];
    for (const count of [3, 1, 2]) {
      const wires: Wire[] = [];
      while (wires.length < count) wires.push(await connect());
      const coming = Promise.all(wires.map((wire) => follow(wire)));
      const [come] = await Promise.all([coming, writeOn([master], random, keys)]);
      replicas.push(...come);
    }
    await writeOn([master], random, keys);
    await catchUp(master, replica, random);
    await master.command('SET', marker, 'x').replies(ok);
    for (const one of replicas) await expectSame(master, keys, await dataOf(one, marker));
    await expectSame(master, keys, await valuesOf(replica, keys));
  },
);

core(
  '08.34',
  'a replica passes on what its master says, byte by byte: a chain has one id and one offset',
  {
    why: 'what it hears goes on as it came, and not what it makes of it: so each can take the place of any other',
    read: 'a-chain',
  },
  async ({ wire: master, server, second, connect, random }) => {
    const [keys, marker] = [[random.key(), random.key()], random.key()];
    const middle = await connect(second);
    await replicate(middle, server);
    await catchUp(master, middle, random);
    const [upper, lower] = [await follow(await connect()), await follow(await connect(second))];
    await writeOn([master], random, keys);
    await master.command('SET', keys[0] ?? '', 'x', 'EX', '1000').replies(ok);
    await master.command('SET', marker, 'x').replies(ok);
    expect(await lower.until(marker), 'what the last in the chain hears').toEqual(await upper.until(marker));
    const [above, below] = [upper, lower].map(({ id, offset }) => ({ id, offset }));
    expect(below, 'where the last in the chain is').toEqual(above);
  },
);

core(
  '08.35',
  'who follows a replica is put off while that has no link, and has to ask again when it has got other data',
  {
    why: 'the history that they followed has ended: to go on in it would be to mix two',
    read: 'a-chain',
  },
  async ({ second, listen, connect, random }) => {
    const middle = await connect(second);
    const [first, other] = [scriptMaster(await listen(), random), scriptMaster(await listen(), random)];
    await replicate(middle, first);
    (await first.accept(second)).sendAll(pair(random.key(), 'x'));
    await tells(middle, { master_link_status: 'up' });
    const lower = await follow(await connect(second));
    await replicate(middle, other);
    const early = await connect(second);
    await early.command('PSYNC', '?', '-1').replies(error(/^NOMASTERLINK /));
    (await other.accept(second)).sendAll(pair(random.key(), 'y'));
    await lower.wire.rest();
  },
);
