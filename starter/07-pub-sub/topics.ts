// Second: who listens to what, in both directions. GUIDE.md, "A Map of Sets" and "Who knows whom".
import type { Client } from '../02-resp-parser/server.ts';

/** Who listens to which topic. A topic is a channel's name, or a pattern. */
export type Topics = ReturnType<typeof createTopics>;

/** Keeps both directions: a message asks who listens to a topic, a client that leaves asks for its topics. */
export function createTopics() {
  const listeners = new Map<string, Set<Client>>();
  // The other direction is yours: from a client to its topics.

  return {
    /** The clients of a topic; empty topics don't stay. */
    listeners: listeners as ReadonlyMap<string, ReadonlySet<Client>>,

    /** The topics of a client, in the order in which it asked for them. */
    // 07.12: UNSUBSCRIBE alone leaves all of these.
    of: (_client: Client): readonly string[] => [],

    /** How many topics a client has. */
    // 07.2. What is it when a client has subscribed to the same topic twice (07.8)?
    count: (_client: Client): number => 0,

    /** From now on the client listens to the topic. */
    // 07.2
    add(_topic: string, _client: Client): void {},

    /** From now on it does not. */
    // 07.9. And when nobody listens any more (07.53)?
    remove(_topic: string, _client: Client): void {},
  };
}
