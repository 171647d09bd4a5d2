// Wrong: the whole command is put into lower case, not only its name.
// Failed by: 03.5
// Also by: 03.8, 03.15, 03.16, 03.19, 03.23, 03.27, 03.30, 03.34, 03.44, 03.49, 03.52, 03.53, 03.59, 03.60, 03.65, 03.71, 03.72, 03.74, 03.76, 03.78, 03.80, 03.82
import { serve } from '../keys.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) =>
    run(command, { ...args, string: (index) => args.string(index).toLowerCase() }, client);
  return {};
});
