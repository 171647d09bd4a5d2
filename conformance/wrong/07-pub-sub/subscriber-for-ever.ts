// Wrong: once a subscriber, always a subscriber: its mode does not end with its last subscription.
// Failed by: 07.14
// Also by: 07.29, 07.45, 07.47, 07.58, 07.73
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const known = new WeakSet<Client>();
  const { subscribe, listens } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    known.add(client);
    subscribe(topics, topic, client);
  };
  pubsub.listens = (client) => listens(client) || (known.has(client) && pubsub.count(client) === 0);
});
