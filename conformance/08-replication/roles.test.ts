// Who is a master, who a replica, and what a replica refuses.
import {
  anyOf,
  anything,
  between,
  core,
  error,
  eventually,
  expect,
  ok,
  simple,
  type Wire,
} from '../../harness/suite.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { readOnly, replicate, replicationOf, soon, tells } from './pair.ts';
import { replicateScripted } from './scripted-master.ts';

core(
  '08.1',
  'a server is a master until it is told otherwise',
  {
    why: 'ROLE of a master: the word master, its offset, and a list of those who follow it',
    read: 'two-roles',
  },
  async ({ second, connect }) => {
    const wire = await connect(second);
    await wire.command('ROLE').replies(['master', between(0, 1e12), []]);
    expect(await replicationOf(wire)).toMatchObject({ role: 'master', connected_slaves: '0' });
  },
);

core(
  '08.2',
  'REPLICAOF makes a server a replica at once, though nobody answers at that port',
  {
    why: '+OK means that it will try; ROLE of a replica: slave, host, port, how far it is, its offset',
    read: 'two-roles',
  },
  async ({ second, listen, connect }) => {
    const wire = await connect(second);
    const { port } = await listen();
    await replicate(wire, { port });
    const trying = anyOf('connect', 'connecting', 'handshake');
    await wire.command('ROLE').replies(['slave', '127.0.0.1', port, trying, between(-1, 1e12)]);
    await tells(wire, {
      role: 'slave',
      master_host: '127.0.0.1',
      master_port: port,
      master_link_status: 'down',
    });
  },
);

core(
  '08.3',
  'REPLICAOF refuses a port that is none, and says so when it follows this master already',
  { why: 'nothing changes in either case: the link that is there stays', read: 'two-roles' },
  async ({ second, listen, connect, random }) => {
    const wire = await connect(second);
    for (const port of [random.integer(65_536, 1e6), `x${random.text(3, 6)}`, '-1', ''])
      await wire.command('REPLICAOF', '127.0.0.1', port).replies(error('ERR Invalid master port'));
    await wire.command('ROLE').replies(['master', between(0, 1e12), anything]);
    const { port } = await listen();
    await wire.command('SLAVEOF', '127.0.0.1', port).replies(ok);
    await wire
      .command('REPLICAOF', '127.0.0.1', port)
      .replies(simple('OK Already connected to specified master'));
  },
);

core(
  '08.4',
  'a replica refuses writes, also those that would change nothing',
  {
    why: 'what is written to a replica its master never hears of: from then on the two differ',
    read: 'a-replica-is-read-only',
  },
  async ({ second, listen, connect, random }) => {
    const [wire, key] = [await connect(second), random.key()];
    const writes = [
      ['SET', key, 'x'],
      ['SET', key, 'x', 'XX'],
      ['DEL', random.key()],
      ['INCR', key],
      ['APPEND', key, 'x'],
      ['MSET', key, 'x'],
      ['EXPIRE', key, '10'],
      ['PERSIST', random.key()],
      ['GETEX', key],
      ['FLUSHALL'],
    ];
    await replicate(wire, await listen());
    for (const write of random.shuffle(writes)) await wire.command(...write).replies(readOnly);
    await wire.command('GET', key).replies(null);
  },
);

core(
  '08.5',
  'a replica serves reads, also while its master is away',
  {
    why: 'what it has it keeps, and shows, until its master tells it otherwise',
    read: 'a-replica-is-read-only',
  },
  async ({ second, listen, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 20)];
    const { wire, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(pair(key, value));
    await eventually(() => reads(wire, key, value), soon);
    link.wire.close(); // and when it comes again, nobody answers
    await tells(wire, { master_link_status: 'down' });
    await reads(wire, key, value);
  },
);

core(
  '08.6',
  'REPLICAOF NO ONE makes a replica a master: it keeps its data, takes writes, and names a history of its own',
  {
    why: 'under the old id two different histories would have one name, and somebody would go on with the wrong one',
    read: 'a-new-master',
  },
  async ({ second, listen, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 20)];
    const { wire, master, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(pair(key, value));
    await tells(wire, { master_link_status: 'up', master_replid: master.id });
    await wire.command('REPLICAOF', 'no', 'ONE').replies(ok);
    await wire.command('APPEND', key, '!').replies(value.length + 1);
    const { role, master_replid: id } = await replicationOf(wire);
    expect({ role, id }).toEqual({ role: 'master', id: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(id, 'the id of the new history').not.toBe(master.id);
    await link.wire.rest();
  },
);

async function reads(wire: Wire, key: string, value: string): Promise<void> {
  await wire.command('GET', key).replies(value);
  await wire.command('EXISTS', key).replies(1);
}
