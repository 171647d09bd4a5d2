// Wrong: a replica that has got other data lets its own replicas follow on, as if nothing had happened.
// Failed by: 08.35
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  replicas.drop = () => {};
});
