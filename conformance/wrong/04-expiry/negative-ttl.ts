// Wrong: TTL and PTTL of a key that has expired and is not freed yet are negative.
// Failed by: 04.27
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const deadline = deadlines.get(args.string(1));
    const reply = run(command, args, client);
    const asked = command === server.commands['ttl'] || command === server.commands['pttl'];
    return asked && deadline && reply === integer(-2) ? integer(deadline - BigInt(keyspace.now)) : reply;
  };
  return server;
});
