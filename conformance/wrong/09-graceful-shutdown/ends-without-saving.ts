// Wrong: a save that fails is told to the log, and the process ends.
// Failed by: 09.20, 09.21
// Also by: 09.22
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = (wishes, asker) => begin(new Set([...wishes, 'force']), asker);
});
