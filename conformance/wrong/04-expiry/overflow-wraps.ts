// Wrong: EXPIRE multiplies in 64 bits without looking: a time that is too long becomes one in the past.
// Failed by: 04.52
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (command !== server.commands['expire'] || !reply.startsWith('-ERR invalid expire')) return reply;
    const wrapped = BigInt.asIntN(64, BigInt(args.string(2)) * 1000n + BigInt(keyspace.now));
    keyspace.expireAt(args.string(1), wrapped);
    return integer(1);
  };
  return server;
});
