// Wrong: SET NX that is not done gives the key its deadline all the same.
// Failed by: 04.40
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { nil } from '../../../solution/02-resp-parser/replies.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const server = createExercises(values, keyspace);
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    const options = Array.from({ length: args.length }, (_, i) => args.word(i));
    const seconds = /^\d+$/.exec(args.string(options.indexOf('ex') + 1))?.[0];
    if (
      command === server.commands['set'] &&
      options.includes('nx') &&
      seconds !== undefined &&
      reply === nil
    )
      keyspace.expireAt(args.string(1), BigInt(Date.now() + 1000 * Number(seconds)));
    return reply;
  };
  return server;
});
