// Wrong: after a shutdown that failed the other clients are not served any more.
// Failed by: 09.20
// Also by: 09.21
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown: { drain } }) => {
  drain.release = () => {};
});
