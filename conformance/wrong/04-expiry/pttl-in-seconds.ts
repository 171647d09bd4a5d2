// Wrong: PTTL tells whole seconds, times 1000.
// Failed by: 04.5
// Also by: 04.10, 04.13, 04.14, 04.17, 04.23
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';

main(import.meta.filename, flags, (values) => {
  const server = createExercises(values);
  const { ttl } = server.commands;
  server.commands['pttl'] = read(2, (args, client) => {
    const seconds = ttl?.run(args, client) ?? '';
    return /^:\d/.test(seconds) ? seconds.replace('\r\n', '000\r\n') : seconds;
  });
  return server;
});
