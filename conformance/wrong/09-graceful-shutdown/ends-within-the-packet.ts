// Wrong: SHUTDOWN ends the process while it is executed: the replies to what came before it are lost.
// Failed by: 09.12
// Also by: 09.15, 09.24, 09.30
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown, saves }) => {
  const { begin } = shutdown;
  shutdown.begin = async (wishes, asker) => {
    if (asker === undefined || wishes.size > 0) return begin(wishes, asker);
    if (saves.points.length === 0 || saves.now()) process.exit(0);
    return begin(wishes, asker);
  };
});
