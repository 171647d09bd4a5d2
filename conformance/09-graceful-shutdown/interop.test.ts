// What is left when the server has ended, as others see it: the disk, and real Redis.
import { eventually, expect, interop, ok } from '../../harness/suite.ts';
import { type Act, actsOf, probe, tracing } from '../05-aof-persistence/trace.ts';
import { tells } from '../08-replication/pair.ts';
import { ends, savePoint, tellToEnd, ways } from './ending.ts';

const aof = { appendonly: 'yes', appendfsync: 'no', appendfilename: 'appendonly.aof' };

interop(
  '09.28',
  'the log is on the disk when the server has ended, also with --appendfsync no',
  {
    why: 'after the server often the machine ends, too: an fsync is the last thing that the log needs',
    read: 'the-logs-last-bytes',
    needs: ['strace'],
  },
  async ({ start, connect, random, run, skip }) => {
    const { exitCode, stderr } = await run('strace', ...probe);
    if (exitCode !== 0) skip(`strace can't trace here: ${stderr.split('\n')[0]}`);
    const server = await start(aof, {}, { through: tracing(0) });
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(8)).replies(ok);
    // A signal would be for strace.
    await wire.command('SHUTDOWN').closes();
    await ends(server);
    await eventually(
      async () => {
        const acts = actsOf(server);
        if (!acts.includes('write')) skip('strace does not see how this server writes');
        const after: Act[] = acts.slice(acts.lastIndexOf('write'));
        expect(after, 'what was done since the last write').toContain('sync ends');
      },
      { within: 3_000 },
    );
  },
);

interop(
  '09.29',
  'real Redis goes on where the server ended, with its log or its snapshot',
  {
    why: 'both files end with the last acknowledged write, and are whole',
    read: 'nothing-acknowledged-is-lost',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const goOn = async (flags: Readonly<Record<string, string>>) => {
      const server = await start(flags);
      const wire = await connect(server);
      const pairs = Array.from({ length: 100 }, () => [random.key(), random.bytes(0, 300)] as const);
      await wire.command('MSET', ...pairs.flat()).replies(ok);
      const counter = random.key();
      const count = random.integer(1, 500);
      wire.pipeline(Array.from({ length: count }, () => ['INCR', counter]));
      await wire.replies(...Array.from({ length: count }, (_, i) => i + 1));
      tellToEnd(server, random.pick(ways), wire);
      await ends(server);
      const redis = await connect(await startRedis({ ...flags, dir: server.dir }));
      await redis.command('MGET', ...pairs.map(([key]) => key)).replies(pairs.map(([, value]) => value));
      await redis.command('GET', counter).replies(`${count}`);
    };
    await Promise.all([goOn(aof), goOn(savePoint)]);
  },
);

interop(
  '09.30',
  'a replica that is a real Redis has the last write when the server has ended',
  {
    why: 'it is asked with REPLCONF GETACK * how far it is, and waited for',
    read: 'the-replicas-have-it-too',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const server = await start();
    const redis = await connect(await startRedis({ replicaof: `127.0.0.1 ${server.port}` }));
    const wire = await connect(server);
    await tells(redis, { master_link_status: 'up' });
    const [key, payload] = [random.key(), random.bytes(300_000)];
    const count = random.integer(8, 16);
    wire.pipeline(Array.from({ length: count }, () => ['APPEND', key, payload]));
    await wire.replies(...Array.from({ length: count }, (_, i) => (i + 1) * payload.length));
    tellToEnd(server, random.pick(ways), wire);
    await ends(server, 10_000);
    await redis.command('STRLEN', key).replies(count * payload.length);
  },
);

interop(
  '09.31',
  'redis-cli SHUTDOWN ends the server, and redis-cli finds nothing wrong with that',
  {
    why: 'it takes the close of the connection for the answer; a reply it prints as an error',
    read: 'what-shutdown-may-say',
    needs: ['redis-cli'],
  },
  async ({ start, run }) => {
    const server = await start();
    const cli = await run('redis-cli', '-p', `${server.port}`, 'SHUTDOWN');
    expect({ status: cli.exitCode, said: cli.stdout + cli.stderr }).toEqual({ status: 0, said: '' });
    await ends(server);
  },
);
