// Wrong: SETEX takes whatever Number() takes for a time.
// Failed by: 04.50
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const time = String(Number(args.string(2)));
    const string = (index: number) => (index === 2 ? time : args.string(index));
    const loose = { length: args.length, string, word: args.word, raw: args.raw };
    return run(command, command === server.commands['setex'] ? loose : args, client);
  };
  return server;
});
