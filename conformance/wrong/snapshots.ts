// Starts the reference of stage 06, with its exercises, and something wrong about it.
import { join } from 'node:path';
import { main } from '../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../solution/06-rdb-snapshots/exercises.ts';
import { flags, type SnapshotServer } from '../../solution/06-rdb-snapshots/server.ts';

/** Serves after `spoil` has changed the server; `path` is where its snapshot is. */
export function serve(file: string, spoil: (server: SnapshotServer, path: string) => void): void {
  main(file, flags, (values) => {
    const server = createExercises(values);
    spoil(server, join(values.dir, values.dbfilename));
    return server;
  });
}
