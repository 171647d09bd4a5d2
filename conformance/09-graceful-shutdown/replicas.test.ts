// Replicas hear of the last write, too.
import { core, expect, ok } from '../../harness/suite.ts';
import { follow } from '../08-replication/scripted-replica.ts';
import { ends, tellToEnd, ways } from './ending.ts';

core(
  '09.24',
  'a replica gets the last write, also when it is far behind',
  {
    why: 'what was acknowledged has to be somewhere when this server is gone: perhaps the replica takes its place',
    read: 'the-replicas-have-it-too',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [wire, replica] = [await connect(server), await follow(await connect(server))];
    replica.wire.pause();
    const [key, marker, payload] = [random.key(), random.key('marker:'), random.bytes(512 * 1024)];
    const count = random.integer(16, 20);
    for (let i = 0; i < count; i++) await wire.command('SET', `${key}${i}`, payload).replies(ok);
    await wire.command('SET', marker, 'x').replies(ok);
    tellToEnd(server, random.pick(ways), wire);
    replica.wire.resume();
    expect((await replica.until(marker)).length, 'the number of writes before the last one').toBe(count);
    replica.acknowledge();
    // Who is asked once more how far it is, answers with that question counted.
    const asked = replica.asked().then(
      () => replica.acknowledge(),
      () => {},
    );
    await ends(server, 10_000);
    await asked;
  },
);
