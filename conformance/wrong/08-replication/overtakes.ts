// Wrong: what a client has sent behind its WAIT is executed while it waits.
// Failed by: 08.36
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ commands }) => {
  const { wait } = commands;
  commands['wait'] = read(3, (args, client) => {
    const reply = wait?.run(args, client) ?? '';
    client.blocked = false;
    return reply;
  });
});
