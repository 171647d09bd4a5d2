// Wrong: a packet is taken for a whole command; what is left of it when the packet ends is forgotten.
// Failed by: 02.20
// Also by: 02.21, 02.22, 02.24, 02.25, 02.26, 02.27, 02.28, 02.30, 02.31, 02.32, 02.38, 02.47, 02.56, 02.60, 02.61
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive } = server;
  server.receive = (client, chunk) => receive(Object.assign(client, { parser: createParser() }), chunk);
});
