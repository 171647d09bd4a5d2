// Wrong: messages for a subscriber that is slow are dropped.
// Failed by: 07.69
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { tell } = pubsub;
  pubsub.tell = (client, message) => {
    if (client.socket.writableLength < 1024 * 1024) tell(client, message);
  };
});
