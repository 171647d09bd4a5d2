// Last: what a subscriber may say, and when it is forgotten. GUIDE.md, "A subscriber may say little". Begin in commands.ts.
import { main } from '../01-tcp-echo/main.ts';
import type { Freezable } from '../06-rdb-snapshots/freezable.ts';
import { createServer as createSnapshotServer, flags as earlierFlags } from '../06-rdb-snapshots/server.ts';
import { pubsubCommands } from './commands.ts';
import { createPubSub } from './pubsub.ts';

/** The flags of this stage: there is none to add. */
export const flags = earlierFlags;

/** A server that passes messages on. */
export type PubSubServer = ReturnType<typeof createServer>;

/** A server that passes messages on, from those who publish to those who listen. */
export function createServer(values: typeof flags, texts?: Freezable<string>) {
  const server = createSnapshotServer(values, texts);
  const pubsub = createPubSub(server);
  Object.assign(server.commands, pubsubCommands(pubsub));

  const { run, close } = server;
  /** Called when a connection begins to end; that may take a while (07.62, 07.65). */
  server.close = (client, reply) => {
    close(client, reply);
  };
  /** Called for each command whose name and arity are right. Those of a subscriber are another matter (07.40 – 07.47). */
  server.run = (command, args, client) => run(command, args, client);

  return Object.assign(server, { pubsub });
}

main(import.meta.filename, flags, createServer);
