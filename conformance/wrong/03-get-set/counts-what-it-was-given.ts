// Wrong: DEL counts the keys it was given, not those it removed.
// Failed by: 03.12
// Also by: 03.11, 03.54, 03.61
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { strings } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  del: write(-2, (args) => {
    for (const key of strings(args, 1)) keyspace.delete(key);
    return integer(args.length - 1);
  }),
}));
