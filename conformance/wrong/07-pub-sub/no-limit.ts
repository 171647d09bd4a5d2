// Wrong: what waits for a subscriber that does not read is kept without bound.
// Failed by: 07.70, 07.71
// Also by: 07.84
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  pubsub.limit = Number.POSITIVE_INFINITY;
});
