// Wrong: SHUTDOWN FORCE does not end a server that cannot save.
// Failed by: 09.23
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = (wishes, asker) => begin(new Set([...wishes].filter((wish) => wish !== 'force')), asker);
});
