// Begin here: SAVE below (1), with rdb-writer.ts and saves.ts, makes 06.1 pass. Each number says what comes next.
import { join } from 'node:path';
import { main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { createServer as createAofServer, flags as earlierFlags } from '../05-aof-persistence/server.ts';
import { createFreezable, type Freezable } from './freezable.ts';
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
  const { dbfilename, dir } = values;
  const path = join(dir, dbfilename);
  const deadlines = createFreezable<bigint>();
  const keyspace = createExpiringKeyspace(texts, deadlines);
  const aof = createAofServer(values, keyspace);

  // 5. `aof.snapshot` gives all entries, in one go. For 06.48 give them one at a time, out of frozen tables; thaw them
  //    afterwards, also when nobody goes through to the end.

  const saves = createSaves(path, () => server.dump(), keyspace);
  const server = Object.assign(aof, {
    saves,
    /** How a key or a value is written in a snapshot. */
    encodeString,
    /** A snapshot of the instant in which one begins to go through it, as an RDB file. */
    dump: (): Generator<Buffer> => encodeSnapshot(aof.snapshot(), (text) => server.encodeString(text)),
    /** Adds what a snapshot holds. Throws, with the reason, when it is damaged. */
    load(_snapshot: Buffer): void {
      // 2. The way back (06.10), with `decodeSnapshot`. Keys whose time is over don't come back (06.23).
    },
  });

  const { listen } = server;
  server.listen = (port) => {
    // 2. Before the port opens: load the file, if it is there and there is no log. What can't be loaded is a message and
    //    exit status 1: `fail` of 01-tcp-echo/main.ts (06.28).
    // 6. The save points (06.54): what --save says, and a timer that looks at them.
    listen(port);
  };

  const notYet = error('ERR not implemented yet: begin in starter/06-rdb-snapshots/server.ts');
  Object.assign(server.commands, {
    // 1. SAVE: `saves.now` does the work.
    save: read(1, () => notYet),
    // 3. LASTSAVE (06.12).
    lastsave: read(1, () => notYet),
    // 4. BGSAVE (06.39): `saves.inBackground` does the work, and this answers at once.
    bgsave: read(-1, () => notYet),
  });

  // 4. What INFO says of saves (06.40, 06.44): add it to `server.info['Persistence']`.
  return server;
}

main(import.meta.filename, flags, createServer);
