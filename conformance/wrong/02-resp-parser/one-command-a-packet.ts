// Wrong: only the first command of a packet is answered.
// Failed by: 02.23
// Also by: 02.18, 02.19, 02.24, 02.25, 02.26, 02.27, 02.29, 02.34, 02.37, 02.54, 02.64, 02.68, 02.70, 02.71
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive, run } = server;
  let answered = 0;
  server.receive = (client, chunk) => {
    answered = 0;
    receive(client, chunk);
  };
  server.run = (...call) => (answered++ === 0 ? run(...call) : '');
});
