// Wrong: the new snapshot is written over the old one.
// Failed by: 06.49
// Also by: 06.50
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ dump, keyspace, saves }, path) => {
  saves.now = () => {
    try {
      writeFileSync(path, Buffer.concat([...dump()]));
      return saves.settle();
    } catch {
      return false;
    }
  };
  saves.inBackground = async () => {
    const count = keyspace.dirty;
    saves.running = true;
    saves.lastSucceeded = await writeFile(path, dump()).then(
      () => saves.settle(count),
      () => false,
    );
    saves.running = false;
  };
});
