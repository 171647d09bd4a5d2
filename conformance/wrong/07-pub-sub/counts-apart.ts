// Wrong: the number in a reply is that of channels alone, or of patterns alone.
// Failed by: 07.29
// Also by: 07.27, 07.30, 07.31, 07.45, 07.56, 07.60, 07.61, 07.62, 07.66, 07.74, 07.87
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { change, count } = pubsub;
  pubsub.change = (what, topic, client) => {
    pubsub.count = (what.startsWith('p') ? pubsub.patterns : pubsub.channels).count;
    const reply = change(what, topic, client);
    pubsub.count = count;
    return reply;
  };
});
