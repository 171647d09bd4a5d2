// Wrong: TTL leaves a started second out.
// Failed by: 04.4
// Also by: 04.7, 04.18, 04.22
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  server.commands['ttl'] = read(2, (args) => {
    const key = args.string(1);
    if (!keyspace.has(key)) return integer(-2);
    const deadline = keyspace.deadline(key);
    return integer(deadline === undefined ? -1 : (deadline - BigInt(keyspace.now)) / 1000n);
  });
  return server;
});
