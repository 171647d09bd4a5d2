// Wrong: the process ends as soon as the last reply was given to write().
// Failed by: 09.14
// Also by: 09.13, 09.15
import { serve } from '../shutdown.ts';

serve(import.meta.filename, (server) => {
  server.shutdown.drain.untilGone = async () => {
    for (const client of server.clients) server.close(client, '');
    server.flush();
  };
});
