// Wrong: the last message of a channel is kept for those who subscribe later.
// Failed by: 07.17
// Also by: 07.14, 07.21, 07.30, 07.45, 07.76, 07.89
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, (server) => {
  const { pubsub } = server;
  const last = new Map<string, string>();
  const { publish, change } = pubsub;
  pubsub.publish = (channel, payload) => {
    if (payload.length < 1000) last.set(bulk(channel), bulk(payload));
    return publish(channel, payload);
  };
  pubsub.change = (what, topic, client) => {
    const payload = what === 'subscribe' ? last.get(topic) : undefined;
    const kept = payload === undefined ? '' : array([bulk('message'), topic, payload]);
    return change(what, topic, client) + kept;
  };
});
