// Wrong: SHUTDOWN SAVE saves only when there are save points.
// Failed by: 09.9
// Also by: 09.20
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = (wishes, asker) => begin(new Set([...wishes].filter((wish) => wish !== 'save')), asker);
});
