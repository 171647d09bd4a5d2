// Starts the reference of stage 07, with its exercises, and something wrong about it.
import { main } from '../../solution/01-tcp-echo/main.ts';
import { array, bulk } from '../../solution/02-resp-parser/replies.ts';
import { createExercises, exerciseFlags } from '../../solution/07-pub-sub/exercises.ts';
import type { PubSubServer } from '../../solution/07-pub-sub/server.ts';

/** Serves what `spoil` leaves of the right server. */
export function serve(file: string, spoil: (server: PubSubServer) => void): void {
  main(file, exerciseFlags, (values) => {
    const server = createExercises(values);
    spoil(server);
    return server;
  });
}

/** Serves with another idea of what a pattern matches. */
export function serveMatcher(
  file: string,
  matcherOf: (pattern: string) => (channel: string) => boolean,
): void {
  serve(file, ({ pubsub }) => {
    pubsub.publish = (channel, payload) => {
      const message = [bulk(channel), bulk(payload)];
      const heard = pubsub.channels.listeners.get(channel) ?? new Set();
      for (const client of heard) pubsub.tell(client, array([bulk('message'), ...message]));
      let told = heard.size;
      for (const [pattern, clients] of pubsub.patterns.listeners) {
        if (!matcherOf(pattern)(channel)) continue;
        told += clients.size;
        for (const client of clients)
          pubsub.tell(client, array([bulk('pmessage'), bulk(pattern), ...message]));
      }
      return told;
    };
  });
}
