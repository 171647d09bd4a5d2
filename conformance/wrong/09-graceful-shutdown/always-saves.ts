// Wrong: a snapshot is written at the end, also without save points.
// Failed by: 09.7
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  const { begin } = shutdown;
  shutdown.begin = (wishes, asker) =>
    begin(wishes.has('nosave') ? wishes : new Set([...wishes, 'save']), asker);
});
