// Wrong: the pid file goes when a shutdown begins, also when that fails.
// Failed by: 09.33
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../../solution/09-graceful-shutdown/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) => {
  const server = createExercises(values);
  const { begin } = server.shutdown;
  server.shutdown.begin = (...how) => {
    if (values.pidfile !== '') rmSync(join(values.dir, values.pidfile), { force: true });
    return begin(...how);
  };
  return server;
});
