// Wrong: SETEX with a time of zero sets the value without a deadline.
// Failed by: 04.51
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    if (command !== server.commands['setex'] || args.string(2) !== '0') return run(command, args, client);
    keyspace.set(args.string(1), args.string(3));
    return ok;
  };
  return server;
});
