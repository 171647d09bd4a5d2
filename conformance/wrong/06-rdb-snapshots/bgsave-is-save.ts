// Wrong: BGSAVE does all of it at once, while everybody waits.
// Failed by: 06.48
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ saves }) => {
  saves.inBackground = async () => {
    saves.running = true;
    saves.lastSucceeded = saves.now();
    setImmediate(() => {
      saves.running = false;
    });
  };
});
