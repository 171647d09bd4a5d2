// Wrong: PING of a subscriber is answered with its message alone.
// Failed by: 07.40
// Also by: 07.47, 07.48, 07.58
import { bulk } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, (server) => {
  const { run } = server;
  server.run = (command, args, client) =>
    args.word(0) === 'ping' && args.length === 2 ? bulk(args.string(1)) : run(command, args, client);
});
