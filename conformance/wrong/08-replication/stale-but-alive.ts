// Wrong: PING is answered by a replica that has nothing to serve.
// Failed by: 08.57
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) =>
    args.word(0) === 'ping' ? command.run(args, client) : run(command, args, client);
});
