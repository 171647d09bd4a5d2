// Wrong: the link counts as up while the first snapshot comes.
// Failed by: 08.58
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) => {
    const { link } = server;
    if (link?.state !== 'sync') return run(command, args, client);
    link.state = 'connected';
    const reply = run(command, args, client);
    link.state = 'sync';
    return reply;
  };
});
