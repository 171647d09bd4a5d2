// Wrong: replicas are cut off when the end begins: what was not sent yet is lost for them.
// Failed by: 09.24
// Also by: 09.30
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ replicas, shutdown: { drain } }) => {
  drain.untilReplicated = async () => replicas.drop();
});
