// Wrong: a command that does not start with * is a protocol error.
// Failed by: 02.33
// Also by: 02.34, 02.35, 02.36, 02.37, 02.38, 02.39, 02.40, 02.41, 02.42, 02.43, 02.44, 02.45, 02.46, 02.47, 02.63, 02.64, 02.65, 02.68
import { error } from '../../../solution/02-resp-parser/replies.ts';
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive } = server;
  const met = new WeakSet<Client>();
  server.receive = (client, chunk) => {
    if (met.has(client) || chunk[0] === 42) receive(client, chunk);
    else server.close(client, error(`ERR Protocol error: expected '*'`));
    met.add(client);
  };
});
