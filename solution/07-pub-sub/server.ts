import { main } from '../01-tcp-echo/main.ts';
import { array, bulk, error } from '../02-resp-parser/replies.ts';
import type { Freezable } from '../06-rdb-snapshots/freezable.ts';
import { createServer as createSnapshotServer, flags as earlierFlags } from '../06-rdb-snapshots/server.ts';
import { pubsubCommands } from './commands.ts';
import { createPubSub } from './pubsub.ts';

/** The flags of this stage: there is none to add. */
export const flags = earlierFlags;

/** What a subscriber may say. */
const ALLOWED = /^([ps]?(un)?subscribe|ping|quit|reset)$/;

/** A server that passes messages on. */
export type PubSubServer = ReturnType<typeof createServer>;

/** A server that passes messages on, from those who publish to those who listen. */
export function createServer(values: typeof flags, texts?: Freezable<string>) {
  const server = createSnapshotServer(values, texts);
  const pubsub = createPubSub(server);
  Object.assign(server.commands, pubsubCommands(pubsub));

  const { run, close } = server;
  server.close = (client, reply) => {
    pubsub.forget(client); // its connection may take a while to end
    close(client, reply);
  };
  server.run = (command, args, client) => {
    if (!pubsub.listens(client)) return run(command, args, client);
    const name = args.word(0);
    // In RESP2 a message and a reply look alike: a subscriber may say only what is answered in a shape of its own.
    if (!ALLOWED.test(name)) {
      const allowed = '(P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET';
      return error(`ERR Can't execute '${name}': only ${allowed} are allowed in this context`);
    }
    if (name !== 'ping' || args.length > 2) return run(command, args, client);
    return array([bulk('pong'), bulk(args.length === 2 ? args.string(1) : '')]);
  };
  return Object.assign(server, { pubsub });
}

main(import.meta.filename, flags, createServer);
