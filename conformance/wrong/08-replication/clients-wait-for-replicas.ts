// Wrong: while a replica gets its snapshot, clients have to wait.
// Failed by: 08.13
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { receive, replicas } = server;
  server.receive = (client, chunk) => {
    const isBusy = [...replicas.all].some(({ state }) => state !== 'online');
    if (isBusy) setTimeout(server.receive, 5, client, chunk);
    else receive(client, chunk);
  };
});
