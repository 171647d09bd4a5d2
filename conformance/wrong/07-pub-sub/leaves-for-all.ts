// Wrong: UNSUBSCRIBE takes the channel away, with all of its subscribers.
// Failed by: 07.10
// Also by: 07.11, 07.53, 07.60, 07.61, 07.62, 07.64, 07.71, 07.89
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub: { channels } }) => {
  const { remove } = channels;
  channels.remove = (topic) => {
    for (const client of channels.listeners.get(topic) ?? []) remove(topic, client);
  };
});
