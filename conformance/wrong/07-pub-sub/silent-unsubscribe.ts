// Wrong: UNSUBSCRIBE of one that is not subscribed to anything is not answered.
// Failed by: 07.13
// Also by: 07.29
import { nil } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { change } = pubsub;
  pubsub.change = (what, topic, client) => (topic === nil ? '' : change(what, topic, client));
});
