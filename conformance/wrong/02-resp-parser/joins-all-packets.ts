// Wrong: each packet is joined to all that came before it, so a large argument takes quadratic time.
// Failed by: 02.31
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive, send } = server;
  const unfinished = new WeakMap<Client, Buffer>();
  server.receive = (client, chunk) => {
    unfinished.set(client, Buffer.concat([unfinished.get(client) ?? Buffer.alloc(0), chunk]));
    receive(client, chunk);
  };
  server.send = (client, reply) => {
    unfinished.delete(client);
    send(client, reply);
  };
});
