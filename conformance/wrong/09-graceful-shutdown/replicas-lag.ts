// Wrong: replicas are seen off like clients: what was not sent yet is lost for them.
// Failed by: 09.24
// Also by: 09.30
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown: { drain } }) => {
  drain.untilReplicated = async () => {};
});
