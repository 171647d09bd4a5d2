// Wrong: UNSUBSCRIBE takes the channel away, with all of its subscribers.
// Failed by: 07.10
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub: { channels } }) => {
  const { remove } = channels;
  channels.remove = (topic) => {
    for (const client of channels.listeners.get(topic) ?? []) remove(topic, client);
  };
});
