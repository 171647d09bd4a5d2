// Wrong: after an error the rest of the packet is thrown away.
// Failed by: 03.62
// Also by: 03.71, 03.72, 03.73, 03.86
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, (server) => {
  const { send } = server;
  server.send = (client, reply) => {
    send(client, reply);
    if (reply.startsWith('-')) Object.assign(client, { parser: createParser() });
  };
  return {};
});
