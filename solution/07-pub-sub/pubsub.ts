import { type Commands, read, wrongArity } from '../02-resp-parser/commands.ts';
import { array, bulk, error, integer, nil, simple } from '../02-resp-parser/replies.ts';
import type { Client, RespServer } from '../02-resp-parser/server.ts';
import { glob } from '../03-get-set/glob.ts';
import { strings } from '../03-get-set/strings.ts';
import { createTopics, type Topics } from './topics.ts';

/** Bytes that may wait for a subscriber: Redis's `client-output-buffer-limit pubsub 32mb 8mb 60` (redis.conf). */
const LIMIT = 32 * 1024 * 1024;

/** Who listens to what, and the way to tell them. */
export type PubSub = ReturnType<typeof createPubSub>;

/** Channels and patterns of one server. */
export function createPubSub(server: Pick<RespServer, 'send'>) {
  const channels = createTopics();
  const patterns = createTopics();
  const matchers = new Map<string, (channel: string) => boolean>();
  const known = new WeakSet<Client>();

  const pubsub = {
    channels,
    patterns,

    /** How many channels and patterns a client listens to. */
    count: (client: Client): number => channels.count(client) + patterns.count(client),

    subscribe(topics: Topics, topic: string, client: Client): void {
      if (topics === patterns) matchers.set(topic, glob(topic));
      topics.add(topic, client);
      if (!known.has(client)) client.socket.once('close', () => pubsub.forget(client));
      known.add(client);
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

    /** Sends a message to everybody who listens, and tells how many that were. One thread: for all in the same order. */
    publish(channel: string, payload: string): number {
      const rest = bulk(channel) + bulk(payload);
      let told = sendAll(channels.listeners.get(channel), `*3\r\n${bulk('message')}${rest}`);
      for (const [pattern, matches] of matchers) {
        if (!matches(channel)) continue;
        told += sendAll(patterns.listeners.get(pattern), `*4\r\n${bulk('pmessage')}${bulk(pattern)}${rest}`);
      }
      return told;
    },
  };

  function sendAll(clients: ReadonlySet<Client> = new Set(), message: string): number {
    for (const client of clients) {
      server.send(client, message);
      // What a client doesn't read waits here, in memory. One that never reads must not take it all.
      if (client.socket.writableLength > LIMIT) {
        client.socket.destroy();
        pubsub.forget(client);
      }
    }
    return clients.size;
  }

  return pubsub;
}

/** https://redis.io/docs/latest/commands/?group=pubsub */
export function pubsubCommands(pubsub: PubSub): Commands {
  const { channels, patterns } = pubsub;
  const change = (name: string, topic: string, client: Client): string =>
    array([bulk(name), topic, integer(pubsub.count(client))]);

  const subscribe = (name: string, topics: Topics) =>
    read(-2, (args, client) => {
      const replies = strings(args, 1).map((topic) => {
        pubsub.subscribe(topics, topic, client);
        return change(name, bulk(topic), client);
      });
      return replies.join('');
    });

  const unsubscribe = (name: string, topics: Topics) =>
    read(-1, (args, client) => {
      const named = args.length > 1 ? strings(args, 1) : topics.of(client);
      if (named.length === 0) return change(name, nil, client);
      const replies = named.map((topic) => {
        pubsub.unsubscribe(topics, topic, client);
        return change(name, bulk(topic), client);
      });
      return replies.join('');
    });

  return {
    subscribe: subscribe('subscribe', channels),
    psubscribe: subscribe('psubscribe', patterns),
    unsubscribe: unsubscribe('unsubscribe', channels),
    punsubscribe: unsubscribe('punsubscribe', patterns),
    publish: read(3, (args) => integer(pubsub.publish(args.string(1), args.string(2)))),

    pubsub: read(-2, (args) => {
      const about = args.word(1);
      if (about === 'channels') {
        if (args.length > 3) return wrongArity('pubsub|channels');
        const matches = glob(args.length === 3 ? args.string(2) : '*');
        return array([...channels.listeners.keys()].filter(matches).map(bulk));
      }
      if (about === 'numsub') {
        const count = (channel: string) => integer(channels.listeners.get(channel)?.size ?? 0);
        return array(strings(args, 2).flatMap((channel) => [bulk(channel), count(channel)]));
      }
      if (about === 'numpat') {
        return args.length === 2 ? integer(patterns.listeners.size) : wrongArity('pubsub|numpat');
      }
      return error(`ERR unknown subcommand '${args.string(1)}'. Try PUBSUB HELP.`);
    }),

    reset: read(1, (_, client) => {
      pubsub.forget(client);
      return simple('RESET');
    }),
  };
}
