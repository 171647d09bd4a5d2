// Third: what happens when somebody subscribes, publishes, leaves. GUIDE.md, "Fan-out", then "Patterns".
import { error } from '../02-resp-parser/replies.ts';
import type { Client, RespServer } from '../02-resp-parser/server.ts';
import { createTopics, type Topics } from './topics.ts';

/** Who listens to what, and the way to tell them. */
export type PubSub = ReturnType<typeof createPubSub>;

/** Channels and patterns of one server. */
export function createPubSub(server: Pick<RespServer, 'send'>) {
  const channels = createTopics();
  const patterns = createTopics();

  const pubsub = {
    channels,
    patterns,

    /** How many bytes may wait for a subscriber: `client-output-buffer-limit pubsub 32mb` (redis.conf). */
    limit: 32 * 1024 * 1024,

    /** How many channels and patterns a client listens to. */
    // 07.2; channels and patterns together: 07.29
    count: (_client: Client): number => 0,

    /** Whether a client is a subscriber, which may say little. */
    listens: (client: Client): boolean => pubsub.count(client) > 0,

    /** Subscribes a client. `topics` is where: `channels` or `patterns`. */
    // 07.2. Who vanishes has to be forgotten (07.60 – 07.66): `client.socket` says 'close' when it has.
    subscribe(_topics: Topics, _topic: string, _client: Client): void {},

    /** Ends one subscription of a client. */
    // 07.9
    unsubscribe(_topics: Topics, _topic: string, _client: Client): void {},

    /** Ends all subscriptions of a client. */
    // 07.45
    forget(_client: Client): void {},

    /** The reply to a change: what it was, of which topic (a bulk string or nil), and how many there are now. */
    // 07.2: replies.ts of stage 02 has all it takes.
    change: (_what: string, _topic: string, _client: Client): string =>
      error('ERR not implemented yet: next is change() in starter/07-pub-sub/pubsub.ts'),

    /** Hands a message to all who listen, and tells how many times. It is done in one go: so all hear in one order. */
    // 07.3: those who listen to the channel. 07.25: those who listen to a pattern; glob.ts of stage 03 knows what matches.
    publish(_channel: string, _payload: string): number {
      return 0;
    },

    /** Sends a message to one client. What that one doesn't read waits in memory: if it never does, it is cut off. */
    // 07.70: GUIDE.md, "Those who do not read". How many bytes wait is `client.socket.writableLength`.
    tell(client: Client, message: string): void {
      server.send(client, message);
    },

    /** Ends a connection without waiting for what was not read. */
    // 07.70
    cut(_client: Client): void {},
  };

  return pubsub;
}
