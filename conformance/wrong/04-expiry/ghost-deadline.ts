// Wrong: EXPIRE of a key that is not there notes the deadline, and the next key of that name has it.
// Failed by: 04.8
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const missing = command === server.commands['expire'] && !keyspace.has(args.string(1));
    const reply = run(command, args, client);
    if (missing && args.length === 3) deadlines.set(args.string(1), BigInt(Date.now() + 100_000));
    return reply;
  };
  return server;
});
