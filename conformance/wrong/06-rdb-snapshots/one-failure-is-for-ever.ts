// Wrong: a save in the background that fails never ends.
// Failed by: 06.52
// Also by: 06.53
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ saves }) => {
  const { inBackground } = saves;
  saves.inBackground = async () => {
    await inBackground();
    saves.running = !saves.lastSucceeded;
  };
});
