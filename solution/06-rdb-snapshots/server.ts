import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { error, integer, ok, simple } from '../02-resp-parser/replies.ts';
import { syntaxError } from '../03-get-set/strings.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { createServer as createAofServer, flags as earlierFlags } from '../05-aof-persistence/server.ts';
import { createFreezable, type Freezable } from './freezable.ts';
import { decodeSnapshot } from './rdb-reader.ts';
import { encodeSnapshot, encodeString } from './rdb-writer.ts';
import { createSaves } from './saves.ts';

/** The flags of this stage: the snapshot's file in --dir, and when it is saved without being asked. */
export const flags = { ...earlierFlags, dbfilename: 'dump.rdb', save: '' };

/** A server that saves snapshots. */
export type SnapshotServer = ReturnType<typeof createServer>;

/**
 * A server that saves snapshots while it serves clients, and starts with the last one, unless there is a log. A later
 * stage may bring its own table for the values.
 */
export function createServer(values: typeof flags, texts: Freezable<string> = createFreezable()) {
  const [path, deadlines] = [join(values.dir, values.dbfilename), createFreezable<bigint>()];
  const aof = createAofServer(values, createExpiringKeyspace(texts, deadlines));
  const { snapshot: copy, listen, keyspace, info } = aof;
  aof.snapshot = function* () {
    if (!texts.ready() || !deadlines.ready()) return yield* copy(); // somebody else goes through them
    const [all, ends] = [texts.freeze(), deadlines.freeze()];
    try {
      for (const [key, value] of all) yield [key, value, ends.get(key)] as const;
    } finally {
      texts.thaw(all);
      deadlines.thaw(ends);
    }
  };

  const saves = createSaves(path, () => server.dump(), keyspace);
  const server = Object.assign(aof, {
    saves,
    /** How a key or a value is written in a snapshot. */
    encodeString,
    /** A snapshot of the instant in which one begins to go through it, as an RDB file. */
    dump: (): Generator<Buffer> => encodeSnapshot(aof.snapshot(), (text) => server.encodeString(text)),
    /** Adds what a snapshot holds. Throws, with the reason, when it is damaged. */
    load(snapshot: Buffer): void {
      for (const entry of decodeSnapshot(snapshot)) keyspace.restore(...entry);
    },
  });

  server.listen = (port) => {
    if (!/^(\d+ \d+( |$))*$/.test(values.save)) fail(`--save is "<seconds> <changes>", not '${values.save}'`);
    saves.points = Array.from(values.save.matchAll(/(\d+) (\d+)/g), ([, age, n]) => [Number(age), Number(n)]);
    setInterval(() => saves.due() && saves.inBackground(), 100).unref();
    try {
      if (values.appendonly !== 'yes' && existsSync(path)) server.load(readFileSync(path));
    } catch (problem) {
      fail(`The snapshot ${path} can't be loaded: ${problem instanceof Error ? problem.message : problem}`);
    }
    listen(port);
    saves.settle(); // what was loaded is saved
  };

  const inProgress = error('ERR Background save already in progress');
  Object.assign(server.commands, {
    save: read(1, () => (saves.running && inProgress) || (saves.now() ? ok : error('ERR'))),
    bgsave: read(-1, (args) => {
      if (args.length > 1 && (args.length > 2 || args.word(1) !== 'schedule')) return syntaxError;
      if (saves.running) return inProgress;
      void saves.inBackground();
      return simple('Background saving started');
    }),
    lastsave: read(1, () => integer(saves.lastTime)),
  });

  const { Persistence } = info;
  info['Persistence'] = () => ({
    ...Persistence?.(),
    rdb_changes_since_last_save: saves.changes(),
    rdb_bgsave_in_progress: Number(saves.running),
    rdb_last_bgsave_status: saves.lastSucceeded ? 'ok' : 'err',
  });
  return server;
}

main(import.meta.filename, flags, createServer);
