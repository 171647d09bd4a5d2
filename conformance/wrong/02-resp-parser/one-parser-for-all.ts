// Wrong: all connections share one parser.
// Failed by: 02.28
// Also by: 02.20, 02.21, 02.22, 02.24, 02.27, 02.30, 02.31, 02.38, 02.56, 02.60
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive, close } = server;
  let parser = createParser();
  server.receive = (client, chunk) => receive(Object.assign(client, { parser }), chunk);
  // A new client or an error ends the confusion: it shows where two clients are there at the same time.
  const begin = () => {
    parser = createParser();
  };
  server.net.on('connection', begin);
  server.close = (client, reply) => {
    if (reply !== '') begin();
    close(client, reply);
  };
});
