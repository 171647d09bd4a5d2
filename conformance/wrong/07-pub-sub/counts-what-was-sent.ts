// Wrong: a subscriber is cut off for what it has received, and not for what waits.
// Failed by: 07.72
// Also by: 07.71
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const sent = new WeakMap<Client, number>();
  const { tell } = pubsub;
  pubsub.tell = (client, message) => {
    const total = (sent.get(client) ?? 0) + message.length;
    sent.set(client, total);
    if (total > pubsub.limit) pubsub.cut(client);
    else tell(client, message);
  };
});
