// Takes long. A snapshot in the background is of one instant, while everybody goes on, and whole or not at all.
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { core, eventually, expect, Failure, ok, type Server, simple } from '../../harness/suite.ts';
import { fill, persistence, saved, started } from './background.ts';
import { readSnapshot, snapshotOf } from './rdb-reader.ts';

core(
  '06.45',
  'a snapshot holds the data as it was when BGSAVE was called',
  {
    why: 'whatever changes, comes or goes while the file is written must not be in it: neither SET, APPEND, INCR, DEL, PERSIST nor a new key',
    read: 'one-instant',
  },
  async ({ wire, server, random }) => {
    const prefix = random.key();
    const end = Date.now() + 1e9;
    const groups = ['a', 'b'].map((group) => (name: string) => `${prefix}:${group}:${name}`);
    const before = groups.flatMap((key) => [
      ['SET', key('set'), 'before'],
      ['SET', key('append'), 'before'],
      ['SET', key('incr'), '41'],
      ['SET', key('del'), 'before'],
      ['SET', key('persist'), 'before', 'PXAT', end],
      ['SET', key('expire'), 'before'],
    ]);
    const after = groups.flatMap((key) => [
      ['SET', key('set'), 'after'],
      ['APPEND', key('append'), '-after'],
      ['INCR', key('incr')],
      ['DEL', key('del')],
      ['PERSIST', key('persist')],
      ['PEXPIREAT', key('expire'), end],
      ['SET', key('new'), 'after'],
    ]);
    // The first half is older than most keys, the second half younger than all.
    await wire.pipeline(before.slice(0, 6)).replies(...before.slice(0, 6).map(() => ok));
    await fill(wire, prefix, 20_000);
    await wire.pipeline(before.slice(6)).replies(...before.slice(6).map(() => ok));
    await wire
      .pipeline([['BGSAVE'], ...after])
      .replies(started, ...groups.flatMap(() => [ok, 12, 42, 1, 1, 1, ok]));
    await saved(wire);

    const { keys } = await snapshotOf(server);
    const found = (key: string) => {
      const entry = keys.get(key);
      return entry && [entry.value.toString(), ...(entry.deadline === undefined ? [] : [entry.deadline])];
    };
    for (const key of groups) {
      expect(found(key('set')), 'a key set to "after"').toEqual(['before']);
      expect(found(key('append')), 'a key that "-after" was appended to').toEqual(['before']);
      expect(found(key('incr')), 'a counter that was 41 and incremented').toEqual(['41']);
      expect(found(key('del')), 'a deleted key').toEqual(['before']);
      expect(found(key('persist')), 'a key that lost its deadline').toEqual(['before', end]);
      expect(found(key('expire')), 'a key that got a deadline').toEqual(['before']);
      expect(found(key('new')), 'a new key').toBeUndefined();
    }
  },
);

core(
  '06.46',
  'FLUSHALL while a save goes on leaves a whole snapshot, or none',
  {
    why: 'the snapshot needs the data of its instant until the file is written; Redis gives it up instead, which is fine, too',
    read: 'one-instant',
  },
  async ({ wire, server, random }) => {
    const prefix = random.key();
    const count = random.integer(5000, 10_000);
    await wire.command('FLUSHALL').replies(ok);
    await rm(join(server.dir, 'dump.rdb'), { force: true });
    await fill(wire, prefix, count);
    await wire
      .pipeline([['BGSAVE'], ['FLUSHALL'], ['SET', prefix, 'x'], ['DBSIZE']])
      .replies(started, ok, ok, 1);
    await saved(wire);
    if ((await readdir(server.dir)).includes('dump.rdb')) {
      expect((await snapshotOf(server)).keys.size, 'the number of keys in the snapshot').toBe(count);
    }
    await wire.command('DBSIZE').replies(1);
  },
);

core(
  '06.47',
  'two keys that always change together agree in every snapshot',
  {
    why: 'a snapshot written piece by piece from data that changes meanwhile holds the old one of some keys and the new one of others',
    read: 'one-instant',
  },
  async ({ wire, server, random }) => {
    const prefix = random.key();
    const pairs = Array.from({ length: 500 }, (_, i) => [`${prefix}:a:${i}`, `${prefix}:b:${i}`] as const);
    let version = 0;
    const change = ([a, b]: readonly [string, string]) => ['MSET', a, version, b, version++];
    const history: number[] = [];
    // All the first keys, then many others, then all the second ones: as far apart as can be.
    await wire.command('FLUSHALL').replies(ok);
    await wire.command('MSET', ...pairs.flatMap(([a]) => [a, -1])).replies(ok);
    await fill(wire, `${prefix}:x:`, 30_000);
    await wire.command('MSET', ...pairs.flatMap(([, b]) => [b, -1])).replies(ok);

    const changes = () => {
      const changed = Array.from({ length: 50 }, () => random.integer(0, pairs.length - 1));
      history.push(...changed);
      return changed.map((i) => change(pairs[i] ?? ['', '']));
    };
    const first = changes();
    await wire.pipeline([['BGSAVE'], ...first]).replies(started, ...first.map(() => ok));
    while ((await persistence(wire)).get('rdb_bgsave_in_progress') === '1') {
      const more = changes();
      await wire.pipeline(more).replies(...more.map(() => ok));
    }

    const { keys } = await snapshotOf(server);
    const versionOf = (key: string) => Number(keys.get(key)?.value.toString());
    const versions = pairs.map(([a, b]) => [versionOf(a), versionOf(b)]);
    const torn = versions.filter(([a, b]) => a !== b);
    expect(torn, 'the pairs of which one key is older than the other').toEqual([]);
    // One instant for all pairs: each is as old as the last change of it up to the newest change there is.
    const newest = Math.max(...versions.map(([a = -1]) => a));
    const then = history.slice(0, newest + 1);
    expect(versions.map(([a]) => a)).toEqual(pairs.map((_, i) => then.lastIndexOf(i)));
  },
);

core(
  '06.48',
  'other clients are served while a save goes on',
  {
    why: 'the data is written a piece at a time (or by another process): no client waits for the whole of it',
    read: 'others-go-on',
  },
  async ({ wire, connect, random }) => {
    await fill(wire, random.key(), 200_000, 'x');
    const other = await connect();
    const attempt = async () => {
      const start = performance.now();
      await wire.command('BGSAVE').replies(started);
      let [longest, served] = [performance.now() - start, 0];
      for (let going = true; going; served += Number(going)) {
        const asked = performance.now();
        await other.command('PING').replies(simple('PONG'));
        going = (await persistence(wire)).get('rdb_bgsave_in_progress') === '1';
        longest = Math.max(longest, performance.now() - asked);
      }
      const all = performance.now() - start;
      return { longest, all, served };
    };
    // On a machine that is busy itself clients wait, too. So it is enough that in two saves of eight a client was served
    // while it went on, and nobody waited for most of it, or that it was over before anybody could.
    const saves: Awaited<ReturnType<typeof attempt>>[] = [];
    const isFine = ({ longest, all, served }: (typeof saves)[number]) =>
      all < 20 || (served > 0 && longest < 0.7 * all);
    const fine = () => saves.filter(isFine).length === 2;
    while (!fine() && saves.length < 8) saves.push(await attempt());
    await wire.command('FLUSHALL').replies(ok);
    if (fine()) return;
    const [{ longest, all } = { longest: 0, all: 0 }] = saves;
    throw new Failure('wrong reply', 'in one save after the other a client waited too long', {
      expected: 'answers to PING, and to BGSAVE itself, long before the save is done',
      received: `one after ${longest.toFixed(0)} ms, of the ${all.toFixed(0)} ms that the save took`,
    });
  },
);

core(
  '06.49',
  'whoever reads the last snapshot while the next one replaces it reads a whole one',
  {
    why: 'the new one is written beside it and takes its place at the end, with rename(2): a backup may copy dump.rdb at any time',
    read: 'a-temp-file-and-a-rename',
  },
  async ({ wire, server, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    await wire.pipeline([['SET', key, value], ['SAVE']]).replies(ok, ok);
    for (const save of ['SAVE', 'BGSAVE']) {
      const backup = await open(join(server.dir, 'dump.rdb'));
      try {
        await fill(wire, random.key(), 1000);
        await wire
          .pipeline([['SET', key, `not ${value}`], [save]])
          .replies(ok, save === 'SAVE' ? ok : started);
        await saved(wire);
        const { keys } = readSnapshot(await backup.readFile(), `the dump.rdb opened before ${save}`);
        expect(keys.get(key)?.value.toString(), `the value in the file before ${save}`).toBe(value);
        await wire.pipeline([['SET', key, value], ['SAVE']]).replies(ok, ok);
      } finally {
        await backup.close();
      }
    }
  },
);

core(
  '06.50',
  'a server killed in the middle of a save comes back with the snapshot before',
  {
    why: 'until the new file is whole and on the disk, dump.rdb is the old one',
    read: 'a-temp-file-and-a-rename',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const prefix = random.key();
    await fill(wire, prefix, 10_000, 'old');
    await wire.command('SAVE').replies(ok);
    await fill(wire, prefix, 40_000, 'new');
    const before = await listing(server);
    await wire.command('BGSAVE').replies(started);
    await eventually(async () => expect(await listing(server)).not.toEqual(before));
    await server.crash();
    await server.restart();
    const again = await connect(server);
    // The machine may have let it finish: then it is the new snapshot, and that whole.
    const size = await again.command('DBSIZE').reply();
    const [count, value] = size === 40_000 ? [40_000, 'new'] : [10_000, 'old'];
    expect(size, 'the number of keys').toBe(count);
    const some = Array.from({ length: 100 }, () => `${prefix}${random.integer(0, count - 1)}`);
    await again.command('MGET', ...some).replies(some.map(() => value));
  },
);

/** The names and sizes of the files in a server's `--dir`. */
async function listing(server: Server): Promise<string[]> {
  const names = await readdir(server.dir);
  const sizes = names.map((name) =>
    stat(join(server.dir, name)).then(
      ({ size }) => size,
      () => 'gone',
    ),
  );
  return (await Promise.all(sizes)).map((size, i) => `${names[i]} ${size}`).sort();
}
