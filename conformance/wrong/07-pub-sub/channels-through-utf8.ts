// Wrong: the names of channels pass through a UTF-8 string.
// Failed by: 07.20
// Also by: 07.19, 07.38
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { subscribe, unsubscribe, publish } = pubsub;
  pubsub.subscribe = (topics, topic, client) => subscribe(topics, decode(topic), client);
  pubsub.unsubscribe = (topics, topic, client) => unsubscribe(topics, decode(topic), client);
  pubsub.publish = (channel, payload) => publish(decode(channel), payload);
});

function decode(bytes: string): string {
  return Buffer.from(Buffer.from(bytes, 'latin1').toString()).toString('latin1');
}
