// Wrong: a save that fails leaves its temp file, each under a name of its own.
// Failed by: 06.53
import { writeFileSync } from 'node:fs';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ saves }, path) => {
  const { now } = saves;
  let count = 0;
  saves.now = () => {
    const done = now();
    if (!done) writeFileSync(`${path}.temp-${++count}`, 'half of it');
    return done;
  };
});
