import { flags, main } from '../01-tcp-echo/main.ts';
import { array, bulk, error } from '../02-resp-parser/replies.ts';
import { createServer as createSnapshotServer } from '../03-get-set/server.ts';
import { createPubSub, pubsubCommands } from './pubsub.ts';

/** What a client may still say while it listens. */
const ALLOWED = /^(p?subscribe|p?unsubscribe|ping|quit|reset)$/;

/** A server that passes messages on. */
export function createServer(values: Parameters<typeof createSnapshotServer>[0]) {
  const server = createSnapshotServer(values);
  const pubsub = createPubSub(server);
  Object.assign(server.commands, pubsubCommands(pubsub));

  const { run, close } = server;
  server.close = (client, reply) => {
    pubsub.forget(client); // its connection may take a while to end
    close(client, reply);
  };
  server.run = (command, args, client) => {
    if (pubsub.count(client) === 0) return run(command, args, client);
    const name = args.word(0);
    if (name === 'quit') pubsub.forget(client);
    // In RESP2 a message and a reply look alike: a client that listens may say only what has a reply of its own shape.
    if (!ALLOWED.test(name)) {
      const allowed = '(P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET';
      return error(`ERR Can't execute '${name}': only ${allowed} are allowed in this context`);
    }
    if (name !== 'ping' || args.length > 2) return run(command, args, client);
    return array([bulk('pong'), bulk(args.length === 2 ? args.string(1) : '')]);
  };
  return Object.assign(server, { pubsub });
}

main(import.meta.filename, { ...flags, dir: '' }, createServer);
