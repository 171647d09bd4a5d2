import type { Client } from '../02-resp-parser/server.ts';

/** Who listens to which topic. A topic is a channel's name, or a pattern. */
export type Topics = ReturnType<typeof createTopics>;

/** Keeps both directions: a message asks who listens to a topic, a client that leaves asks for its topics. */
export function createTopics() {
  const listeners = new Map<string, Set<Client>>();
  const topics = new Map<Client, Set<string>>();

  return {
    /** The clients of a topic; empty topics don't stay. */
    listeners: listeners as ReadonlyMap<string, ReadonlySet<Client>>,

    /** The topics of a client, in the order in which it asked for them. */
    of: (client: Client): readonly string[] => [...(topics.get(client) ?? [])],

    /** How many topics a client has. */
    count: (client: Client): number => (topics.size === 0 ? 0 : (topics.get(client)?.size ?? 0)),

    add(topic: string, client: Client): void {
      addTo(listeners, topic, client);
      addTo(topics, client, topic);
    },

    remove(topic: string, client: Client): void {
      removeFrom(listeners, topic, client);
      removeFrom(topics, client, topic);
    },
  };
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

function removeFrom<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}
