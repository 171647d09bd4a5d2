// Wrong: a subscriber that broke its connection off stays subscribed.
// Failed by: 07.61
// Also by: 07.64, 07.66
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { forget } = pubsub;
  pubsub.forget = (client) => {
    if (!client.socket.destroyed) forget(client);
  };
  pubsub.cut = (client) => {
    forget(client);
    client.socket.destroy();
  };
});
