// The server follows real Redis.
import { expect, interop } from '../../harness/suite.ts';
import { agree, agreeAfterWrites, followUnderWrites, getAll, writeUnderBreaks } from './agreement.ts';
import { catchUp, replicate } from './pair.ts';

const needs = ['redis-server'];

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
      const redis = await startRedis({ 'repl-diskless-sync': diskless });
      const [master, replica] = [await connect(redis), await connect(await start())];
      await getAll(master, replica, redis, random);
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
    const redis = await startRedis();
    const [master, replica] = [await connect(redis), await connect(await start())];
    await writeUnderBreaks(master, replica, redis, random, async () => {
      await (await connect(redis)).command('CLIENT', 'KILL', 'TYPE', 'replica').replies(1);
    });
    const stats = String(await master.command('INFO', 'stats').reply());
    expect(stats, 'how often it got all, or the rest').toMatch(/sync_full:1\r\nsync_partial_ok:[3-9]\r\n/);
  },
);
