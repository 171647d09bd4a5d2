// Wrong: EXPIRE LT sets no deadline where there is none.
// Failed by: 04.44
// Also by: 04.48, 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const first = keyspace.has(args.string(1)) && keyspace.deadline(args.string(1)) === undefined;
    const asked = args.length === 4 && args.word(3) === 'lt';
    return asked && first ? integer(0) : run(command, args, client);
  };
  return server;
});
