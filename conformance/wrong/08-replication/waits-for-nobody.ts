// Wrong: WAIT counts the replicas that are there, and not those that have acknowledged.
// Failed by: 08.36, 08.37
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  replicas.at = () => replicas.all.size;
});
