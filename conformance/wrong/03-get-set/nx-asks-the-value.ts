// Wrong: SET with NX asks `if (value)`, so it overwrites an empty one.
// Failed by: 03.25
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, commands: { set: right } }) => ({
  set: write(-3, (args, client) => {
    const isNx = args.length === 4 && args.word(3) === 'nx';
    if (isNx && !keyspace.get(args.string(1))) keyspace.delete(args.string(1));
    return right?.run(args, client) ?? '';
  }),
}));
