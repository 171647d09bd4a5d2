import { array, bulk, integer } from '../02-resp-parser/replies.ts';
import type { Client, RespServer } from '../02-resp-parser/server.ts';
import { glob } from '../03-get-set/glob.ts';
import { createTopics, type Topics } from './topics.ts';

/** Who listens to what, and the way to tell them. */
export type PubSub = ReturnType<typeof createPubSub>;

/** Channels and patterns of one server. */
export function createPubSub(server: Pick<RespServer, 'send'>) {
  const channels = createTopics();
  const patterns = createTopics();
  const matchers = new Map<string, (channel: string) => boolean>();
  const watched = new WeakSet<Client>();

  const pubsub = {
    channels,
    patterns,

    /** How many bytes may wait for a subscriber: `client-output-buffer-limit pubsub 32mb` (redis.conf). */
    limit: 32 * 1024 * 1024,

    /** How many channels and patterns a client listens to. */
    count: (client: Client): number => channels.count(client) + patterns.count(client),

    /** Whether a client is a subscriber, which may say little. */
    listens: (client: Client): boolean => pubsub.count(client) > 0,

    subscribe(topics: Topics, topic: string, client: Client): void {
      if (topics === patterns) matchers.set(topic, glob(topic));
      topics.add(topic, client);
      if (!watched.has(client)) client.socket.once('close', () => pubsub.forget(client));
      watched.add(client);
    },

    unsubscribe(topics: Topics, topic: string, client: Client): void {
      topics.remove(topic, client);
      if (!patterns.listeners.has(topic)) matchers.delete(topic);
    },

    /** Ends all subscriptions of a client. */
    forget(client: Client): void {
      for (const topics of [channels, patterns]) {
        for (const topic of topics.of(client)) pubsub.unsubscribe(topics, topic, client);
      }
    },

    /** The reply to a change: what it was, of which topic (a bulk string or nil), and how many there are now. */
    change: (what: string, topic: string, client: Client): string =>
      array([bulk(what), topic, integer(pubsub.count(client))]),

    /** Hands a message to all who listen, and tells how many times. It is done in one go: so all hear in one order. */
    publish(channel: string, payload: string): number {
      const message = [bulk(channel), bulk(payload)];
      let told = tellAll(channels.listeners.get(channel), array([bulk('message'), ...message]));
      for (const [pattern, matches] of matchers) {
        if (!matches(channel)) continue;
        told += tellAll(
          patterns.listeners.get(pattern),
          array([bulk('pmessage'), bulk(pattern), ...message]),
        );
      }
      return told;
    },

    /** Sends a message to one client. What that one doesn't read waits in memory: if it never does, it is cut off. */
    tell(client: Client, message: string): void {
      server.send(client, message);
      if (client.socket.writableLength > pubsub.limit) pubsub.cut(client);
    },

    /** Ends a connection without waiting for what was not read. */
    cut(client: Client): void {
      client.socket.destroy();
      pubsub.forget(client);
    },
  };

  function tellAll(clients: ReadonlySet<Client> = new Set(), message: string): number {
    const { size } = clients;
    for (const client of clients) pubsub.tell(client, message);
    return size;
  }

  return pubsub;
}
