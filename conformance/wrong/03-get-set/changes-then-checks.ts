// Wrong: SET sets the key first and looks at its options then: a refused one has changed it.
// Failed by: 03.31, 03.32
// Also by: 03.62
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, commands: { set: right } }) => ({
  set: write(-3, (args, client) => {
    const reply = right?.run(args, client) ?? '';
    if (reply.startsWith('-')) keyspace.set(args.string(1), args.string(2));
    return reply;
  }),
}));
