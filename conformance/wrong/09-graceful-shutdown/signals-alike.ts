// Wrong: SIGINT asks for what the option of SIGTERM says.
// Failed by: 09.35
// Also by: 09.36
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../../solution/09-graceful-shutdown/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) => {
  const server = createExercises(values);
  server.signals.SIGINT = server.signals.SIGTERM;
  return server;
});
