// Wrong: EXPIRE GT sets a deadline where there is none: undefined is less than anything.
// Failed by: 04.43
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const first = keyspace.has(args.string(1)) && keyspace.deadline(args.string(1)) === undefined;
    const asked = args.length === 4 && args.word(3) === 'gt';
    const without = { length: 3, string: args.string, word: args.word, raw: args.raw };
    return run(command, asked && first ? without : args, client);
  };
  return server;
});
