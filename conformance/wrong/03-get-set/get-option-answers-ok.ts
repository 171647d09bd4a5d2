// Wrong: SET with GET answers OK where there was no old value.
// Failed by: 03.27
// Also by: 03.28
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { nil, ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, commands: { set: right } }) => ({
  set: write(-3, (args, client) => {
    const { dirty } = keyspace;
    const reply = right?.run(args, client) ?? '';
    return reply === nil && keyspace.dirty > dirty ? ok : reply;
  }),
}));
