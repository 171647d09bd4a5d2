// Wrong: while a shutdown waits for a replica, clients are not heard, not even SHUTDOWN ABORT.
// Failed by: 09.42
// Also by: 09.20, 09.21, 09.22, 09.43
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../../solution/09-graceful-shutdown/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) => {
  const server = createExercises(values);
  server.shutdown.drain.hold = (client) => {
    client.blocked = true;
  };
  return server;
});
