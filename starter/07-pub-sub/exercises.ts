// The four exercises of stage 07 (EXERCISES.md), added to your server. Begin when the stage itself is green.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags, type PubSubServer } from './server.ts';

/** The flags of the stage, and those of exercises 2 and 3. */
export const exerciseFlags = {
  ...flags,
  'notify-keyspace-events': '',
  'client-output-buffer-limit': 'pubsub 32mb 8mb 60',
};

/** The server with what the four exercises add to it. */
export function createExercises(values: typeof exerciseFlags): PubSubServer {
  const server = createServer(values);
  hearShards(server);
  tellChanges(server, values['notify-keyspace-events']);
  limitOutput(server, values['client-output-buffer-limit']);
  push(server);
  return server;
}

/** 1. Shard channels: https://redis.io/docs/latest/develop/interact/pubsub/#sharded-pubsub */
function hearShards(_server: PubSubServer): void {
  // Begin here, with commands in server.commands. What else must know about a subscription of this kind?
}

/** 2. Keyspace notifications: https://redis.io/docs/latest/develop/use/keyspace-notifications/ */
function tellChanges(_server: PubSubServer, _letters: string): void {
  // server.keyspace knows each change. Wrap its functions: const { set } = keyspace; keyspace.set = (key, value) => …
}

/** 3. What may wait for a subscriber, and for how long: https://redis.io/docs/latest/develop/reference/clients/ */
function limitOutput(_server: PubSubServer, _setting: string): void {
  // server.pubsub.limit is the hard limit; server.pubsub.tell is where a message is added to what waits.
}

/** 4. Pushes: https://redis.io/docs/latest/develop/reference/protocol-spec/#pushes */
function push(_server: PubSubServer): void {
  // HELLO, and what server.pubsub says: change, tell, listens.
}

main(import.meta.filename, exerciseFlags, createExercises);
