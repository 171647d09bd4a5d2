// Wrong: a signal ends the process at once: nothing is executed, answered or saved any more.
// Failed by: 09.6, 09.14
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = async (wishes, asker) => (asker === undefined ? process.exit(0) : begin(wishes, asker));
});
