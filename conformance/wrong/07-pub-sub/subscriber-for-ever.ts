// Wrong: once a subscriber, always a subscriber: its mode does not end with its last subscription.
// Failed by: 07.14
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const known = new WeakSet<Client>();
  const { subscribe } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    known.add(client);
    subscribe(topics, topic, client);
  };
  pubsub.listens = (client) => known.has(client);
});
