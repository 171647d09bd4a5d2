// Wrong: SHUTDOWN NOSAVE saves when there are save points.
// Failed by: 09.8
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = (wishes, asker) => begin(new Set([...wishes].filter((wish) => wish !== 'nosave')), asker);
});
