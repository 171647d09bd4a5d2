// Exercise 2: stale data.
import { anything, type Expected, error, eventually, exercise, like, ok } from '../../harness/suite.ts';
import { pair } from '../06-rdb-snapshots/rdb-writer.ts';
import { readOnly, replicate, soon } from './pair.ts';
import { scriptMaster } from './scripted-master.ts';

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
