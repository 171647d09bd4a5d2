// Wrong: messages for a subscriber that is slow are dropped.
// Failed by: 07.69
// Also by: 07.70, 07.71, 07.84, 07.85, 07.86
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { tell } = pubsub;
  pubsub.tell = (client, message) => {
    if (client.socket.writableLength < 5 * 1024 * 1024) tell(client, message);
  };
});
