// Wrong: after a save in the background no change counts as not saved, also none made meanwhile.
// Failed by: 06.44
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ saves }) => {
  const { inBackground } = saves;
  saves.inBackground = async () => {
    await inBackground();
    if (saves.lastSucceeded) saves.settle();
  };
});
