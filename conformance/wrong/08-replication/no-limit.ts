// Wrong: what a replica does not take is kept for it without bound.
// Failed by: 08.39
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  replicas.limit = Number.POSITIVE_INFINITY;
});
