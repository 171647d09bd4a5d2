// Wrong: a subscriber that broke its connection off stays subscribed.
// Failed by: 07.61
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { forget } = pubsub;
  pubsub.forget = (client) => {
    if (!client.socket.destroyed) forget(client);
  };
});
