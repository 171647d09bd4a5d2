// Wrong: the lines of INFO end in LF alone.
// Failed by: 03.69
// Also by: 03.70
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { bulk } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ commands: { info: right } }) => ({
  info: read(-1, (args, client) => {
    const reply = right?.run(args, client) ?? '';
    return bulk(reply.slice(reply.indexOf('\n') + 1, -2).replaceAll('\r', ''));
  }),
}));
