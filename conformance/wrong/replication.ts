// Starts the reference of stage 08, with its exercises, and something wrong about it.
import { main } from '../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../solution/08-replication/exercises.ts';
import type { Link } from '../../solution/08-replication/link.ts';
import type { ReplicationServer } from '../../solution/08-replication/server.ts';

/** Serves what `spoil` leaves of the right server. */
export function serve(file: string, spoil: (server: ReplicationServer) => void): void {
  main(file, exerciseFlags, (values) => {
    const server = createExercises(values);
    spoil(server);
    return server;
  });
}

/** Serves with something wrong about what happens when the link to a master comes to a state. */
export function serveLink(
  file: string,
  reach: (state: Link['state'], server: ReplicationServer, link: Link) => void,
): void {
  serve(file, (server) => {
    const { follow } = server;
    server.follow = (address) => {
      follow(address);
      const { link } = server;
      if (link === undefined) return;
      let { state } = link;
      Object.defineProperty(link, 'state', {
        get: () => state,
        set(next: Link['state']) {
          state = next;
          reach(next, server, link);
        },
      });
    };
  });
}

/** Does something as a server that follows nobody would do it. */
export function asMaster<T>(server: ReplicationServer, act: () => T): T {
  const { link } = server;
  server.link = undefined;
  const result = act();
  server.link = link;
  return result;
}
