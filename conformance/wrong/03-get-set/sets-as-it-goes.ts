// Wrong: MSETNX sets one key after another until it meets one that is there.
// Failed by: 03.79
import { write, wrongArity } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  msetnx: write(-3, (args) => {
    if (args.length % 2 === 0) return wrongArity('msetnx');
    for (let i = 1; i < args.length; i += 2) {
      if (keyspace.has(args.string(i))) return integer(0);
      keyspace.set(args.string(i), args.string(i + 1));
    }
    return integer(1);
  }),
}));
