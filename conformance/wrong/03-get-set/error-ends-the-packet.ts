// Wrong: when a command fails, the rest of the packet is thrown away.
// Failed by: 03.62
// Also by: 03.73, 03.86
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    if (reply.startsWith('-')) Object.assign(client, { parser: createParser() });
    return reply;
  };
  return {};
});
