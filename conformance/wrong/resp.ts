// What the wrong servers of stage 02 share: the reference with its exercises, and one thing that is changed.
import { flags, main } from '../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../solution/02-resp-parser/exercises.ts';
import type { RespServer } from '../../solution/02-resp-parser/server.ts';

/** Runs the reference of stage 02 with a change to it, when `file` is what node was told to run. */
export function serve(file: string, change: (server: RespServer) => void): void {
  main(file, flags, () => {
    const server = createExercises();
    change(server);
    return server;
  });
}
