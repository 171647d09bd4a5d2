// Last: what a subscriber may say, and when it is forgotten. GUIDE.md, "A subscriber may say little". Begin in commands.ts.
import { flags, main } from '../01-tcp-echo/main.ts';
import { createServer as createSnapshotServer } from '../04-expiry/server.ts';
import { pubsubCommands } from './commands.ts';
import { createPubSub } from './pubsub.ts';

/** A server that passes messages on. */
export type PubSubServer = ReturnType<typeof createServer>;

/** A server that passes messages on, from those who publish to those who listen. */
export function createServer(...options: Parameters<typeof createSnapshotServer>) {
  const server = createSnapshotServer(...options);
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

main(import.meta.filename, { ...flags, dir: '' }, createServer);
