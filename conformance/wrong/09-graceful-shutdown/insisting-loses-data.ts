// Wrong: a second signal ends the process at once, with status 1.
// Failed by: 09.18
// Also by: 09.21
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  shutdown.hurry = () => process.exit(1);
});
