// Real Redis follows the server, and the server follows real Redis.
import { join } from 'node:path';
import {
  between,
  eventually,
  expect,
  interop,
  like,
  ok,
  type Random,
  type Server,
  type Wire,
} from '../../harness/suite.ts';
import { check, samples, write } from '../06-rdb-snapshots/samples.ts';
import { expectSame, randomWrites, valuesOf, writeOn } from './model.ts';
import { catchUp, replicate, replicationOf, soon, writeUntilUp } from './pair.ts';

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
    const [all, more] = [samples(random), samples(random)];
    const server = await start();
    const [master, replica] = [await connect(server), await connect(await startRedis())];
    await write(master, all);
    await replicate(replica, server);
    await catchUp(master, replica, random);
    await checkBut(replica, all, master);
    await master.command('FLUSHALL').replies(ok);
    await write(master, more);
    await catchUp(master, replica, random);
    await checkBut(replica, more, master);
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
    const keys = [random.key(), random.key()];
    const [server, redis] = [await start(), await startRedis()];
    const [master, replica] = [await connect(server), await connect(redis)];
    await replicate(replica, server);
    await catchUp(master, replica, random);
    for (let round = 0; round < 3; round++) {
      master.pipeline(randomWrites(random, keys, 100));
      await replica.command('CLIENT', 'KILL', 'TYPE', 'master').replies(between(0, 1));
      for (let i = 0; i < 100; i++) await master.reply();
      await catchUp(master, replica, random);
      await expectSame(master, keys, await valuesOf(replica, keys));
    }
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

for (const [id, diskless, form] of [
  ['08.46', 'no', 'with its length in front'],
  ['08.47', 'yes', 'that real Redis sends while it makes it'],
] as const) {
  interop(
    id,
    `a snapshot ${form} is loaded: every key, value and deadline, and all that comes then`,
    {
      why: 'Redis writes integers in 1, 2 or 4 bytes, and compresses; the end of a snapshot is where its length or its mark says',
      read: 'two-forms-of-a-snapshot',
      needs,
    },
    async ({ start, startRedis, connect, random }) => {
      const [all, more] = [samples(random), samples(random)];
      const redis = await startRedis({ 'repl-diskless-sync': diskless });
      const [master, replica] = [await connect(redis), await connect(await start())];
      await write(master, all);
      await replicate(replica, redis);
      await catchUp(master, replica, random);
      await checkBut(replica, all, master);
      await master.command('FLUSHALL').replies(ok);
      await write(master, more);
      await catchUp(master, replica, random);
      await checkBut(replica, more, master);
    },
  );
}

interop(
  '08.48',
  'a server that follows real Redis while others write misses nothing, and does nothing twice',
  {
    why: 'the stream begins right behind the snapshot, be that long or short',
    read: 'applying-the-stream',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis({ 'repl-diskless-sync': random.pick(['yes', 'no']) });
    await followUnderWrites(redis, await start(), connect, random);
  },
);

interop(
  '08.49',
  'a server that follows real Redis agrees with it on the id and the offset, and on what has expired',
  {
    why: 'Redis counts what it sends: all bytes, also those of PING, SELECT and GETACK',
    read: 'offsets',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis();
    const [master, replica] = [await connect(redis), await connect(await start())];
    await agreeAfterWrites(master, replica, redis, random);
  },
);

interop(
  '08.50',
  'MULTI and EXEC in the stream of real Redis do no harm',
  {
    why: 'Redis puts them around commands that belong together; those between them count',
    read: 'applying-the-stream',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const redis = await startRedis();
    const [master, replica, key] = [await connect(redis), await connect(await start()), random.key()];
    await replicate(replica, redis);
    await catchUp(master, replica, random);
    master.pipeline([['MULTI'], ['SET', key, '40'], ['INCR', key], ['EXEC'], ['INCR', key]]);
    for (let i = 0; i < 5; i++) await master.reply();
    await catchUp(master, replica, random);
    await replica.command('GET', key).replies('42');
    await agree(master, replica);
  },
);

interop(
  '08.51',
  'a server whose link to real Redis breaks continues where it was',
  {
    why: 'Redis gives what is missing only to who names the right id, and the right byte',
    read: 'the-backlog',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const keys = [random.key(), random.key()];
    const redis = await startRedis();
    const [master, replica] = [await connect(redis), await connect(await start())];
    await replicate(replica, redis);
    await catchUp(master, replica, random);
    for (let round = 0; round < 3; round++) {
      master.pipeline(randomWrites(random, keys, 100));
      await (await connect(redis)).command('CLIENT', 'KILL', 'TYPE', 'replica').replies(1);
      for (let i = 0; i < 100; i++) await master.reply();
      await catchUp(master, replica, random);
      await expectSame(master, keys, await valuesOf(replica, keys));
    }
    const stats = String(await master.command('INFO', 'stats').reply());
    expect(stats, 'how often it got all, or the rest').toMatch(/sync_full:1\r\nsync_partial_ok:[3-9]\r\n/);
  },
);

interop(
  '08.52',
  'real Redis follows a server that follows real Redis, and all three agree',
  {
    why: 'in a chain the stream is passed on as it came, byte by byte, with its id and its offset',
    read: 'a-chain',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const [redis, server, last] = [await startRedis(), await start(), await startRedis()];
    await chain([redis, server, last], connect, random);
  },
);

interop(
  '08.53',
  'a server follows real Redis that follows a server, and all three agree',
  {
    why: 'in a chain the stream is passed on as it came, byte by byte, with its id and its offset',
    read: 'a-chain',
    needs,
  },
  async ({ start, startRedis, connect, random }) => {
    const [server, redis, last] = [await start(), await startRedis(), await start()];
    await chain([server, redis, last], connect, random);
  },
);

type Connect = (to: Server) => Promise<Wire>;

/** The server holds these samples, and beside them only what its master has in addition. */
async function checkBut(replica: Wire, all: Parameters<typeof check>[1], master: Wire): Promise<void> {
  const extra = Number(await master.command('DBSIZE').reply()) - all.length;
  await check(replica, all, extra);
}

/** One server begins to follow another while that is written to: in the end it holds the same, key by key. */
async function followUnderWrites(
  above: Server,
  below: Server,
  connect: Connect,
  random: Random,
): Promise<void> {
  // So many that few are overwritten before anybody looks.
  const keys = Array.from({ length: 500 }, () => random.key());
  const master = await connect(above);
  const [writers, replica] = [[master, await connect(above)], await connect(below)];
  // Large enough that neither side has it in one piece.
  await master.command('SET', random.key(), random.bytes(1_000_000)).replies(ok);
  await writeOn(writers, random, keys);
  await replicate(replica, above);
  await writeUntilUp(writers, replica, random, keys);
  await writeOn(writers, random, keys);
  await catchUp(master, replica, random);
  await expectSame(master, keys, await valuesOf(replica, keys));
}

/** After writes, and when a key's time is over, both have the same id, offset and keys. */
async function agreeAfterWrites(master: Wire, replica: Wire, above: Server, random: Random): Promise<void> {
  const [keys, mortal] = [[random.key(), random.key()], random.key()];
  await replicate(replica, above);
  await writeOn([master], random, keys);
  await master.command('SET', mortal, 'x', 'PX', '40').replies(ok);
  await catchUp(master, replica, random);
  await eventually(() => master.command('GET', mortal).replies(null));
  await writeOn([master], random, keys);
  await catchUp(master, replica, random);
  await replica.command('GET', mortal).replies(null);
  await expectSame(master, keys, await valuesOf(replica, keys));
  await agree(master, replica);
}

/** All have the same id and offset. */
async function agree(...servers: readonly Wire[]): Promise<void> {
  await eventually(async () => {
    const places: string[] = [];
    for (const server of servers) {
      const { master_replid, master_repl_offset } = await replicationOf(server);
      places.push(`${master_replid} ${master_repl_offset}`);
    }
    expect(places, 'the id and the offset of each').toEqual(places.map(() => places[0]));
    const sizes: unknown[] = [];
    for (const server of servers) sizes.push(await server.command('DBSIZE').reply());
    expect(sizes, 'how many keys each has').toEqual(sizes.map(() => sizes[0]));
  }, soon);
}

/** Each follows the one before it; what is written to the first reaches the last. */
async function chain(
  [first, middle, last]: readonly [Server, Server, Server],
  connect: Connect,
  random: Random,
): Promise<void> {
  const keys = [random.key(), random.key(), random.key()];
  const [top, center, bottom] = [await connect(first), await connect(middle), await connect(last)];
  await writeOn([top], random, keys);
  await replicate(center, first);
  await replicate(bottom, middle);
  await writeOn([top], random, keys);
  await catchUp(top, bottom, random);
  await writeOn([top], random, keys);
  await catchUp(top, bottom, random);
  await expectSame(top, keys, await valuesOf(bottom, keys));
  await agree(top, center, bottom);
}
