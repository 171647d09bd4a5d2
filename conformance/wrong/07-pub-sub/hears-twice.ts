// Wrong: who subscribes to a channel twice hears everything twice.
// Failed by: 07.8
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const twice = new WeakMap<Client, Set<string>>();
  const { subscribe, unsubscribe, publish } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    if (topics.of(client).includes(topic)) twice.set(client, new Set(twice.get(client)).add(topic));
    subscribe(topics, topic, client);
  };
  pubsub.unsubscribe = (topics, topic, client) => {
    twice.get(client)?.delete(topic);
    unsubscribe(topics, topic, client);
  };
  pubsub.publish = (channel, payload) => {
    const clients = pubsub.channels.listeners.get(channel) ?? [];
    if ([...clients].some((client) => twice.get(client)?.has(channel))) publish(channel, payload);
    return publish(channel, payload);
  };
});
