// Wrong: a signal ends the process at once: nothing is executed, answered or saved any more.
// Failed by: 09.6, 09.14
// Also by: 09.10, 09.11, 09.13, 09.15, 09.16, 09.18, 09.21, 09.22, 09.24, 09.26, 09.27, 09.29, 09.30, 09.44
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = async (wishes, asker) => (asker === undefined ? process.exit(0) : begin(wishes, asker));
});
