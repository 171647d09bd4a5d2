// Wrong: an unknown command closes the connection.
// Failed by: 02.13
// Also by: 02.12, 02.14, 02.15, 02.16, 02.19, 02.25, 02.64, 02.70, 02.71, 02.73
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { send } = server;
  server.send = (client, reply) => {
    if (reply.startsWith('-ERR unknown command')) client.closing = true;
    send(client, reply);
  };
});
