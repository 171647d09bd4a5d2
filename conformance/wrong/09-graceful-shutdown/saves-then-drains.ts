// Wrong: the last save comes first; what is executed and acknowledged after it is lost.
// Failed by: 09.44
// Also by: 09.8, 09.26
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ saves, shutdown: { drain } }) => {
  const { untilSilent } = drain;
  drain.untilSilent = async (over) => {
    if (saves.points.length > 0 && saves.now()) saves.points = [];
    await untilSilent(over);
  };
});
