// Wrong: EXPIRE with a deadline in the past changes nothing and answers 0.
// Failed by: 04.47
// Also by: 04.48, 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) =>
    command === server.commands['expire'] && /^(0|-\d{1,15})$/.test(args.string(2))
      ? integer(0)
      : run(command, args, client);
  return server;
});
