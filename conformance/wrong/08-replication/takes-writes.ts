// Wrong: a replica takes writes from its clients.
// Failed by: 08.4
// Also by: 08.23, 08.28, 08.32, 08.34
import { asMaster, serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) =>
    command.write ? asMaster(server, () => run(command, args, client)) : run(command, args, client);
});
