// Wrong: nobody catches what the parser throws, so a malformed frame ends the process.
// Failed by: 02.56
// Also by: 02.45, 02.46, 02.47, 02.49, 02.50, 02.51, 02.52, 02.53, 02.54, 02.55, 02.57, 02.58, 02.59, 02.61, 02.64
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { close } = server;
  server.close = (client, reply) => {
    if (reply.startsWith('-ERR Protocol error')) throw new Error(reply);
    close(client, reply);
  };
});
