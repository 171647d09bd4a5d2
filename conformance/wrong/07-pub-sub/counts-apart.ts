// Wrong: the number in a reply is that of channels alone, or of patterns alone.
// Failed by: 07.29
import { array, bulk, integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  pubsub.change = (what, topic, client) => {
    const topics = what.startsWith('p') ? pubsub.patterns : pubsub.channels;
    return array([bulk(what), topic, integer(topics.count(client))]);
  };
});
