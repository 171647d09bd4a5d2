// Wrong: the log is written at the end, but not seen to the disk.
// Failed by: 09.28
import { serve } from '../shutdown.ts';

serve(import.meta.filename, (server) => {
  server.net.once('listening', () => {
    if (server.log !== undefined) server.log.close = server.log.write;
  });
});
