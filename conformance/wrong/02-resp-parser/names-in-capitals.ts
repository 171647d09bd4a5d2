// Wrong: the name of a command is known in capitals only.
// Failed by: 02.5
// Also by: 02.11, 02.18, 02.19, 02.33, 02.64, 02.65, 02.68, 02.70, 02.73
import { unknownCommand } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) =>
    /[a-z]/.test(args.string(0)) ? unknownCommand(args) : run(command, args, client);
});
