// Wrong: a large value is answered later than what was asked for after it.
// Failed by: 03.65
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ send, commands: { get: right } }) => ({
  get: read(2, (args, client) => {
    const reply = right?.run(args, client) ?? '';
    if (reply.length < 10_000) return reply;
    setImmediate(() => send(client, reply));
    return '';
  }),
}));
