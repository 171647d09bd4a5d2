// Real Redis follows the server.
import { join } from 'node:path';
import { between, expect, interop, like, ok } from '../../harness/suite.ts';
import { samples, write } from '../06-rdb-snapshots/samples.ts';
import { agreeAfterWrites, followUnderWrites, getAll, writeUnderBreaks } from './agreement.ts';
import { catchUp, replicate } from './pair.ts';

const needs = ['redis-server'];

interop(
  '08.40',
  'real Redis follows: it gets every key, value and deadline, and all that comes then',
  {
    why: 'Redis takes the snapshot by its length, and the stream right behind it',
    read: 'with-real-redis',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const server = await start();
    const [master, replica] = [await connect(server), await connect(await startRedis())];
    await getAll(master, replica, server, random);
  },
);

interop(
  '08.41',
  'real Redis that comes while others write misses nothing, and does nothing twice',
  {
    why: 'the stream begins where the snapshot was made, not where it has arrived',
    read: 'a-snapshot-then-a-stream',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const server = await start();
    await followUnderWrites(server, await startRedis(), connect, random);
  },
);

interop(
  '08.42',
  'real Redis and its master agree on the id and the offset, and on what has expired',
  {
    why: 'Redis counts each byte of the stream: those of SELECT, PING and GETACK, too',
    read: 'offsets',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const server = await start();
    const [master, replica] = [await connect(server), await connect(await startRedis())];
    await agreeAfterWrites(master, replica, server, random);
  },
);

interop(
  '08.43',
  'real Redis whose link breaks continues where it was',
  {
    why: 'Redis names the id it has heard, and the first byte that it is missing',
    read: 'the-backlog',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const [server, redis] = [await start(), await startRedis()];
    const [master, replica] = [await connect(server), await connect(redis)];
    await writeUnderBreaks(master, replica, server, random, async () => {
      await replica.command('CLIENT', 'KILL', 'TYPE', 'master').replies(between(0, 1));
    });
    expect(redis.output().match(/Full resync from master/g), 'how often it got all').toHaveLength(1);
  },
);

interop(
  '08.44',
  'WAIT counts real Redis, and ROLE names it',
  { why: 'Redis answers GETACK, and tells its offset each second', read: 'waiting-for-replicas', needs },
  async ({ start, startRedis, connect, random }) => {
    const [server, redis] = [await start(), await startRedis()];
    const [master, replica, key] = [await connect(server), await connect(redis), random.key()];
    await replicate(replica, server);
    await catchUp(master, replica, random);
    await master.command('SET', key, 'x').replies(ok);
    await master.command('WAIT', 1, 0).replies(1);
    await replica.command('GET', key).replies('x');
    const address = like(/^(::ffff:)?127\.0\.0\.1$/);
    await master
      .command('ROLE')
      .replies(['master', between(1, 1e9), [[address, `${redis.port}`, like(/^[1-9]\d*$/)]]]);
  },
);

interop(
  '08.45',
  'redis-cli gets a snapshot with SYNC, and redis-check-rdb finds nothing wrong with it',
  {
    why: 'redis-cli --rdb is a replica that leaves when it has the snapshot',
    read: 'a-snapshot-then-a-stream',
    needs: ['redis-cli', 'redis-check-rdb'],
  },
  async ({ start, connect, run, random }) => {
    const server = await start();
    await write(await connect(server), samples(random));
    const file = join(server.dir, 'copy.rdb');
    const cli = await run('redis-cli', '-p', `${server.port}`, '--rdb', file);
    expect(cli.exitCode, 'the exit status of redis-cli').toBe(0);
    const { stdout } = await run('redis-check-rdb', file);
    expect(stdout).toMatch(/Checksum OK[\s\S]*RDB looks OK/);
  },
);
