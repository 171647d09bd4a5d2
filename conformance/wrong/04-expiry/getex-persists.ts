// Wrong: GETEX without an option takes the deadline away.
// Failed by: 04.20
// Also by: 04.37, 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (command === server.commands['getex'] && args.length === 2) keyspace.persist(args.string(1));
    return reply;
  };
  return server;
});
