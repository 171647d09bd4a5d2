// Wrong: replies that wait to be sent are lost when a malformed frame follows.
// Failed by: 02.54
// Also by: 02.64
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { close } = server;
  server.close = (client, reply) => {
    if (reply !== '') client.replies.length = 0;
    close(client, reply);
  };
});
