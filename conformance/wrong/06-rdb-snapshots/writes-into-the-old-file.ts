// Wrong: the new snapshot is written over the old one.
// Failed by: 06.50
import { writeFileSync } from 'node:fs';
import { writeWhole } from '../../../solution/05-aof-persistence/files.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server, path) => {
  const { dump, saves } = server;
  saves.now = () => {
    writeFileSync(path, Buffer.concat([...dump()]));
    return saves.settle();
  };
  saves.inBackground = async () => {
    saves.running = true;
    await writeWhole(path, dump());
    saves.settle();
    saves.running = false;
  };
});
