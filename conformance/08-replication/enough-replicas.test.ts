// Exercise 1: a master that wants company.
import { error, eventually, exercise, expect, like, ok, type Wire } from '../../harness/suite.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { readOnly, replicationOf, soon } from './pair.ts';
import { replicateScripted } from './scripted-master.ts';
import { follow } from './scripted-replica.ts';

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
    await eventually(async () => expect((await replicationOf(wire))['slave0']).toMatch(/state=online/), soon);
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
