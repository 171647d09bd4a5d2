// Wrong: what matches a pattern is delivered later than what was published to the channel.
// Failed by: 07.56
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { tell } = pubsub;
  pubsub.tell = (client, message) => {
    if (message.startsWith('*4')) setImmediate(() => tell(client, message));
    else tell(client, message);
  };
});
