// The last snapshot: when it is written, when not, and what is left when it was not the only one.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { core, type Expected, expect, type Flags, ok, simple, untilDecided } from '../../harness/suite.ts';
import { fill, started } from '../06-rdb-snapshots/background.ts';
import { snapshotOf } from '../06-rdb-snapshots/rdb-reader.ts';
import { ends, savePoint, tellToEnd, ways } from './ending.ts';

core(
  '09.6',
  'with save points a last snapshot is written, whatever tells the server to end',
  {
    why: 'a save point says that the user wants snapshots; what changed since the last one would be lost',
    read: 'the-last-snapshot',
  },
  async ({ start, connect, random }) => {
    const endWith = async (way: (typeof ways)[number]) => {
      const server = await start(savePoint);
      const wire = await connect(server);
      const [key, value] = [random.key(), random.bytes(1, 300)];
      await wire.command('SET', key, value).replies(ok);
      tellToEnd(server, way, wire);
      await ends(server);
      expect((await snapshotOf(server)).keys.get(key)?.value, `the value, after ${way}`).toEqual(value);
    };
    await Promise.all(ways.map(endWith));
  },
);

core(
  '09.7',
  'without save points none is written, and an older one stays as it is',
  {
    why: 'who gives no save point wants no snapshots of their own accord: the file may be a backup',
    read: 'the-last-snapshot',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const [saved, later] = [random.key(), random.key()];
    await wire.pipeline([['SET', saved, 'x'], ['SAVE'], ['SET', later, 'x']]).replies(ok, ok, ok);
    tellToEnd(server, random.pick(ways), wire);
    await ends(server);
    expect([...(await snapshotOf(server)).keys.keys()], 'the keys in the snapshot').toEqual([saved]);
  },
);

core(
  '09.8',
  'SHUTDOWN NOSAVE writes none, though there are save points',
  { why: 'so an operator throws away what should not have happened', read: 'what-shutdown-may-say' },
  async ({ start, connect, random }) => {
    const server = await start(savePoint);
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(3, 9)).replies(ok);
    await wire.command('SHUTDOWN', random.pick(['NOSAVE', 'nosave'])).closes();
    await ends(server);
    expect(await readdir(server.dir), 'the files in --dir').toEqual([]);
  },
);

core(
  '09.9',
  'SHUTDOWN SAVE writes one, though there are no save points',
  { why: 'so an operator keeps what is only in memory', read: 'what-shutdown-may-say' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const [key, value] = [random.key(), random.text(3, 9)];
    await wire.command('SET', key, value).replies(ok);
    await wire.command('SHUTDOWN', random.pick(['SAVE', 'save'])).closes();
    await ends(server);
    expect((await snapshotOf(server)).keys.get(key)?.value.toString(), 'the value').toBe(value);
  },
);

core(
  '09.10',
  'a server that ends while it saves or rewrites leaves no half-written file behind',
  {
    why: 'what goes on in the background ends with the process; what it had begun to write is of no use to anybody',
    read: 'what-goes-on-in-the-background',
  },
  async ({ start, connect, random }) => {
    const end = (flags: Flags, command: string, reply: Expected) =>
      untilDecided(async () => {
        const server = await start(flags);
        const wire = await connect(server);
        await fill(wire, random.key(), 2_000, 'x'.repeat(5_000));
        const before = await filesIn(server.dir);
        await wire.command(command).replies(reply);
        wire.close();
        server.signal('SIGTERM');
        await ends(server);
        const added = [...(await filesIn(server.dir))].filter(([name, file]) => before.get(name) !== file);
        const half = added.map(([name]) => name).filter((name) => !finished.test(name));
        expect(half, 'the files that were left behind').toEqual([]);
        // Where it was written to its end, the signal came too late.
        return !added.some(([name]) => whole.test(name));
      });
    await end({}, 'BGSAVE', started);
    const rewriting = simple('Background append only file rewriting started');
    await end({ appendonly: 'yes' }, 'BGREWRITEAOF', rewriting);
  },
);

/** The files that may be there in the end: also those of redis-server, which keeps its log in several. */
const finished = /^(dump\.rdb|appendonly\.aof|appendonlydir(\/.*\.(rdb|aof|manifest))?)$/;

/** Those that a save or a rewrite ends with. */
const whole = /^(dump\.rdb|appendonly\.aof)$|\.base\.(rdb|aof)$/;

/** The files in a folder: their numbers by name. A file that was put in the place of another has a new number. */
async function filesIn(dir: string): Promise<Map<string, number>> {
  const names = await readdir(dir, { recursive: true });
  return new Map(
    await Promise.all(names.map(async (name) => [name, (await stat(join(dir, name))).ino] as const)),
  );
}
