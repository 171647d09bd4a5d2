// Real Redis reads our snapshots, and we read its own.
import { join } from 'node:path';
import { expect, interop, like, ok } from '../../harness/suite.ts';
import { fill, saved, started } from './background.ts';
import { check, samples, write } from './samples.ts';

interop(
  '06.56',
  'redis-check-rdb finds nothing wrong with a snapshot',
  {
    why: 'it reads the file as Redis does, the checksum included',
    read: 'what-redis-says-of-it',
    needs: ['redis-check-rdb'],
  },
  async ({ start, connect, run, random }) => {
    const server = await start();
    const wire = await connect(server);
    await write(wire, samples(random));
    await wire.command('SAVE').replies(ok);
    const { exitCode, stdout } = await run('redis-check-rdb', join(server.dir, 'dump.rdb'));
    expect(stdout).toMatch(/Checksum OK[\s\S]*RDB looks OK/);
    expect(exitCode).toBe(0);
  },
);

interop(
  '06.57',
  'real Redis loads our snapshot: every key, value and deadline',
  {
    why: 'what is written has to mean the same to Redis',
    read: 'what-redis-says-of-it',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const all = samples(random);
    const server = await start();
    const wire = await connect(server);
    await write(wire, all);
    await wire.command('SAVE').replies(ok);
    await check(await connect(await startRedis({ dir: server.dir })), all);
  },
);

interop(
  '06.58',
  'real Redis loads a snapshot that was written while others wrote',
  {
    why: 'a file written in pieces needs its checksum over all of them',
    read: 'one-instant',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const prefix = random.key();
    const server = await start();
    const wire = await connect(server);
    await fill(wire, prefix, 5000, 'before');
    await wire.command('BGSAVE').replies(started);
    await fill(wire, prefix, 6000, 'after');
    await saved(wire);
    const redis = await connect(await startRedis({ dir: server.dir }));
    await redis.command('DBSIZE').replies(5000);
    const some = Array.from({ length: 50 }, () => `${prefix}${random.integer(0, 4999)}`);
    await redis.command('MGET', ...some).replies(some.map(() => 'before'));
  },
);

interop(
  '06.59',
  'a snapshot of real Redis is loaded: every key, value and deadline',
  {
    why: 'Redis writes whole numbers in 1, 2 or 4 bytes and compresses what is longer than 20 bytes',
    read: 'numbers',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const all = samples(random);
    const redis = await startRedis();
    const wire = await connect(redis);
    await write(wire, all);
    await wire.command('SAVE').replies(ok);
    await redis.crash();
    await check(await connect(await start({ dir: redis.dir })), all);
  },
);

interop(
  '06.60',
  'a large snapshot of real Redis is loaded',
  {
    why: 'a file read in chunks has keys and values across their borders',
    read: 'loading',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const [prefix, value] = [random.key(), random.text(90, 110)];
    const redis = await startRedis();
    const wire = await connect(redis);
    await fill(wire, prefix, 30_000, value);
    await wire.command('SAVE').replies(ok);
    await redis.crash();
    const again = await connect(await start({ dir: redis.dir }));
    await again.command('DBSIZE').replies(30_000);
    const some = Array.from({ length: 200 }, () => `${prefix}${random.integer(0, 29_999)}`);
    await again.command('MGET', ...some).replies(some.map(() => value));
  },
);

interop(
  '06.61',
  'the other types of real Redis are loaded, or refused by name',
  {
    why: 'each type has several forms with a number of its own: a quicklist is a list, an intset a set, a listpack may be three things',
    read: 'damaged-files',
    needs: ['redis-server'],
  },
  async ({ start, refuses, startRedis, connect, random }) => {
    const key = random.key();
    const types = {
      list: ['RPUSH', key, 'a', 'b'],
      set: ['SADD', key, 1, 2, 3],
      hash: ['HSET', key, 'field', 'value'],
      zset: ['ZADD', key, 1, 'a'],
      stream: ['XADD', key, '*', 'field', 'value'],
    };
    const redis = await startRedis();
    const wire = await connect(redis);
    for (const [type, command] of Object.entries(types)) {
      await wire.command('FLUSHALL').replies(ok);
      await wire.command(...command).reply();
      await wire.command('SAVE').replies(ok);
      const refusal = await refuses({ dir: redis.dir }).catch(() => undefined);
      if (refusal === undefined) {
        await (await connect(await start({ dir: redis.dir }))).command('EXISTS', key).replies(1);
      } else {
        expect(refusal.exit.code, 'the exit status').toBe(1);
        expect(refusal.output.toLowerCase(), 'the message').toMatch(
          type === 'zset' ? /zset|sorted set/ : type,
        );
      }
    }
  },
);

interop(
  '06.62',
  'several databases of real Redis are loaded, or refused; never mixed into one',
  { why: 'a server with one database says so', read: 'damaged-files', needs: ['redis-server'] },
  async ({ start, refuses, startRedis, connect, random }) => {
    const [key, index] = [random.key(), random.integer(1, 15)];
    const redis = await startRedis();
    const wire = await connect(redis);
    await wire
      .pipeline([['SET', key, 'zero'], ['SELECT', index], ['SET', key, 'other'], ['SAVE']])
      .replies(ok, ok, ok, ok);
    const refusal = await refuses({ dir: redis.dir }).catch(() => undefined);
    if (refusal === undefined) {
      const again = await connect(await start({ dir: redis.dir }));
      await again
        .pipeline([
          ['GET', key],
          ['SELECT', index],
          ['GET', key],
        ])
        .replies('zero', ok, 'other');
    } else {
      expect(refusal.exit.code, 'the exit status').toBe(1);
      expect(refusal.output.toLowerCase(), 'the message').toMatch(/\bdatabases?\b|\bdb\b/);
    }
  },
);

interop(
  '06.63',
  'a snapshot of a Redis that evicts keys is loaded',
  {
    why: 'with maxmemory-policy allkeys-lru or -lfu each key is preceded by its idle time or its frequency',
    read: 'what-a-reader-skips',
    needs: ['redis-server'],
  },
  async ({ start, startRedis, connect, random }) => {
    const all = samples(random);
    const policy = random.pick(['allkeys-lru', 'allkeys-lfu']);
    const redis = await startRedis({ 'maxmemory-policy': policy });
    const wire = await connect(redis);
    await write(wire, all);
    await wire.command('SAVE').replies(ok);
    await redis.crash();
    await check(await connect(await start({ dir: redis.dir })), all);
  },
);

interop(
  '06.64',
  'a snapshot that real Redis wrote without checksum and compression is loaded',
  { why: 'rdbchecksum no leaves eight zero bytes', read: 'the-checksum', needs: ['redis-server'] },
  async ({ start, startRedis, connect, random }) => {
    const all = samples(random);
    const redis = await startRedis({ rdbchecksum: 'no', rdbcompression: 'no' });
    const wire = await connect(redis);
    await write(wire, all);
    await wire.command('SAVE').replies(ok);
    await redis.crash();
    await check(await connect(await start({ dir: redis.dir })), all);
  },
);

interop(
  '06.65',
  'redis-cli sees a server that saves',
  {
    why: 'redis-cli sends names in any case and reads the replies as they are',
    read: 'bgsave',
    needs: ['redis-cli'],
  },
  async ({ start, connect, run }) => {
    const server = await start();
    const cli = async (...words: string[]) =>
      (await run('redis-cli', '-p', `${server.port}`, ...words)).stdout;
    expect(await cli('save')).toBe('OK');
    expect(await cli('bgsave')).toBe('Background saving started');
    const wire = await connect(server);
    await saved(wire);
    expect(await cli('lastsave')).toMatch(/^\d{10}$/);
    await wire.command('INFO').replies(like(/^rdb_last_bgsave_status:ok\r$/m));
  },
);
