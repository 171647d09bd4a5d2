// Wrong: the new snapshot is written over the old one.
// Failed by: 06.49
// Also by: 06.50
import { closeSync, openSync, write, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
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
    try {
      const file = openSync(path, 'w');
      for (const batch of dump()) await promisify(write)(file, batch);
      closeSync(file);
      saves.lastSucceeded = saves.settle(count);
    } catch {
      saves.lastSucceeded = false;
    }
    saves.running = false;
  };
});
