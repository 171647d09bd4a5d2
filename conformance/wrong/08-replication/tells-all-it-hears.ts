// Wrong: each command that may change something is told, also when it has changed nothing.
// Failed by: 08.15
// Also by: 08.10
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run, replicas, keyspace } = server;
  server.run = (command, args, client) => {
    const { dirty } = keyspace;
    const reply = run(command, args, client);
    if (command.write && keyspace.dirty === dirty && server.link === undefined) replicas.feed(args.raw());
    return reply;
  };
});
