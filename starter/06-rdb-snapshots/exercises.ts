// The four exercises of stage 06 (EXERCISES.md), composed onto your server. Begin when the stage itself is green.
import { main } from '../01-tcp-echo/main.ts';
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import { createServer, flags, type SnapshotServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(values: typeof flags): SnapshotServer {
  const server = createServer(values);
  Object.assign(server.commands, carrying(server));
  compressStrings(server);
  refuseWhenSavesFail(server);
  changeSavePoints(server);
  return server;
}

/** 1. DUMP and RESTORE: https://redis.io/docs/latest/commands/restore/ */
function carrying(_server: SnapshotServer): Commands {
  const notYet = error('ERR not implemented yet: exercise 1 in starter/06-rdb-snapshots/exercises.ts');
  return { dump: read(2, () => notYet), restore: write(-4, () => notYet) };
}

/** 2. A string over 20 bytes is compressed when that makes it smaller (`rdbSaveRawString` in `src/rdb.c`). */
function compressStrings(_server: SnapshotServer): void {
  // server.encodeString is how keys and values are written: put your own in its place.
}

/** 3. Nobody writes while snapshots are wanted and fail (`writeCommandsDeniedByDiskError` in `src/server.c`). */
function refuseWhenSavesFail(_server: SnapshotServer): void {
  // server.run is called for each command, and each command knows whether it writes.
}

/** 4. CONFIG SET save: https://redis.io/docs/latest/commands/config-set/ */
function changeSavePoints(_server: SnapshotServer): void {
  // server.commands.config is the CONFIG you have: put one before it that takes this case.
}

main(import.meta.filename, flags, createExercises);
