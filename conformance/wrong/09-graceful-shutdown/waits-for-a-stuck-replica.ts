// Wrong: a replica that does not acknowledge is waited for, however long that takes.
// Failed by: 09.17
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown: { drain } }) => {
  const { untilReplicated } = drain;
  drain.untilReplicated = () => untilReplicated(new AbortController().signal);
});
