// Wrong: who does not read is waited for, however long that takes.
// Failed by: 09.16
// Also by: 09.18, 09.19
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown: { drain } }) => {
  const { untilGone } = drain;
  drain.untilGone = () => untilGone(new AbortController().signal);
});
