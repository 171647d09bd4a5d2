// Wrong: says that the port is in use, but ends as if all were well.
// Failed by: 01.20
import { createExercises, exerciseFlags } from '../../../solution/01-tcp-echo/exercises.ts';
import { main } from '../../../solution/01-tcp-echo/main.ts';

main(import.meta.filename, exerciseFlags, (flags) => {
  const server = createExercises(flags);
  server.net.once('error', (error) => {
    console.error(error.message);
    process.exit(0);
  });
  return server;
});
