// Wrong: a replica shows a key until its master deletes it.
// Failed by: 08.26
// Also by: 08.27
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run, keyspace } = server;
  server.run = (command, args, client) => {
    keyspace.standstill = server.link !== undefined;
    const reply = run(command, args, client);
    keyspace.standstill = false;
    return reply;
  };
});
