// Wrong: the snapshot is loaded over the log.
// Failed by: 06.55
import { existsSync, readFileSync } from 'node:fs';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server, path) => {
  const { listen } = server;
  server.listen = (port) => {
    listen(port);
    if (existsSync(path)) server.load(readFileSync(path));
  };
});
