// Wrong: a replica that is written to asks for company first, and then whether it is a replica.
// Failed by: 08.56
import { asMaster, serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run, config } = server;
  server.run = (command, args, client) => {
    if (!command.write || config['min-replicas-to-write'] === '0') return run(command, args, client);
    const reply = asMaster(server, () => run(command, args, client));
    return reply.startsWith('-NOREPLICAS') ? reply : run(command, args, client);
  };
});
