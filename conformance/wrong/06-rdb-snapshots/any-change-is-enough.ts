// Wrong: a save point asks for seconds only; one change is enough.
// Failed by: 06.54
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ saves }) => {
  const { check } = saves;
  saves.check = () => {
    const { points } = saves;
    saves.points = points.map(([seconds]) => [seconds, 1]);
    check();
    saves.points = points;
  };
});
