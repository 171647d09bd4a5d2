// Wrong: the Unix time of EXAT is taken for a time to live: now is added to it.
// Failed by: 04.13
// Also by: 04.16, 04.23, 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    const key = args.string(1);
    const deadline = keyspace.deadline(key);
    const given = reply === ok && command === server.commands['set'] && args.word(3) === 'exat';
    if (given && deadline !== undefined) keyspace.expireAt(key, deadline + BigInt(keyspace.now));
    return reply;
  };
  return server;
});
