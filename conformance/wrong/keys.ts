// Starts the reference of stage 03, with its exercises, and something wrong about it.
import { flags, main } from '../../solution/01-tcp-echo/main.ts';
import type { Commands } from '../../solution/02-resp-parser/commands.ts';
import { createExercises } from '../../solution/03-get-set/exercises.ts';
import { createKeyspace, type Keyspace } from '../../solution/03-get-set/keyspace.ts';
import type { KeyServer } from '../../solution/03-get-set/server.ts';

/** Serves with these commands in the place of the right ones; `spoil` may also change the server itself. */
export function serve(file: string, spoil: (server: KeyServer) => Commands): void {
  serveKeyspace(file, createKeyspace(), spoil);
}

/** Serves with this keyspace. */
export function serveKeyspace(
  file: string,
  keyspace: Keyspace,
  spoil = (_: KeyServer): Commands => ({}),
): void {
  main(file, flags, (values) => {
    const server = createExercises(values, keyspace);
    Object.assign(server.commands, spoil(server));
    return server;
  });
}
