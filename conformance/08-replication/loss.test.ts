// Takes long. Those who are lost: a master that dies, a replica that does not read.
import { core, eventually, ok, type Wire } from '../../harness/suite.ts';
import { catchUp, replicate, replicationOf, soon, tells } from './pair.ts';
import { follow, readHead } from './scripted-replica.ts';

const MiB = 1024 * 1024;

core(
  '08.38',
  'when a master has died and is there again, its replica finds it, and goes on with what it says then',
  {
    why: 'a lost link is made again and again; a master that was started anew has another id, so all data comes anew',
    read: 'when-the-link-breaks',
  },
  async ({ start, second, connect, random }) => {
    const [key, later] = [random.key(), random.key()];
    const server = await start({ appendonly: 'yes', appendfsync: 'always' });
    const [master, replica] = [await connect(server), await connect(second)];
    await master.command('SET', key, 'x').replies(ok);
    await replicate(replica, server);
    await catchUp(master, replica, random);
    await server.crash();
    await tells(replica, { master_link_status: 'down' });
    await replica.command('GET', key).replies('x');
    await server.restart({ samePort: true });
    const again = await connect(server);
    await again.command('APPEND', key, 'y').replies(2);
    await again.command('SET', later, 'z').replies(ok);
    await eventually(() => replica.command('MGET', key, later).replies(['xy', 'z']), soon);
  },
);

core(
  '08.39',
  'a replica that does not read holds up nobody, and is cut off at a limit',
  {
    why: 'what it does not take is kept for it, without bound; Redis closes the connection when 256 MiB wait',
    read: 'a-slow-replica',
  },
  async ({ wire, connect, random }) => {
    const [key, payload] = [random.key(), random.bytes(8 * MiB)];
    await tells(wire, { connected_slaves: 0 });
    const stuck = await follow(await connect());
    stuck.wire.pause();
    // Four times Redis's limit has to do.
    for (let i = 0; i < 128; i++) {
      await wire.command('SET', key, payload).replies(ok);
      const { connected_slaves: left } = await replicationOf(wire);
      if (left === '0') break;
    }
    await tells(wire, { connected_slaves: 0 });
    await wire.command('DEL', key).replies(1);
  },
);

core(
  '08.66',
  'a replica that leaves while it is being sent its snapshot, or just behind it, is forgotten',
  {
    why: 'sending takes many turns: who is entered in the list at the end of it may have left long ago, and would stay for ever',
    read: 'a-replica-that-leaves',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('SET', random.key('large:'), random.bytes(16 * MiB)).replies(ok);
    // One leaves in the middle: the kernel does not hold so much.
    const slow = (await connect(server)).listen().command('PSYNC', '?', '-1');
    await slow.line();
    await readHead(slow);
    slow.pause().reset();
    await tells(wire, { connected_slaves: 0 });
    // Many leave in the moment that they have all of it, some before.
    await wire.command('FLUSHALL').replies(ok);
    const replicas: Wire[] = [];
    while (replicas.length < 100) replicas.push((await connect(server)).listen());
    const visit = async (replica: Wire) => {
      await replica.command('PSYNC', '?', '-1').line();
      if (random.integer(0, 9) > 0) await replica.read(await readHead(replica));
      replica.reset();
    };
    await Promise.all(replicas.map(visit));
    await tells(wire, { connected_slaves: 0 });
  },
);
