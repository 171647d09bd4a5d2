// Wrong: a paused command waits, but what its client has sent behind it doesn't.
// Failed by: 09.38
// Also by: 09.39, 09.42
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../../solution/09-graceful-shutdown/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) => {
  const server = createExercises(values);
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (reply === '' && /^(append|set|get)$/.test(args.word(0))) client.blocked = false;
    return reply;
  };
  return server;
});
