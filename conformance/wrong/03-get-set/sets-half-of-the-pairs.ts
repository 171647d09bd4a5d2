// Wrong: MSET sets pairs until it finds that the last key has no value.
// Failed by: 03.22
import { write, wrongArity } from '../../../solution/02-resp-parser/commands.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  mset: write(-3, (args) => {
    for (let i = 1; i < args.length; i += 2) {
      if (i + 1 === args.length) return wrongArity('mset');
      keyspace.set(args.string(i), args.string(i + 1));
    }
    return ok;
  }),
}));
