// Wrong: an integer is what Number() takes for one, so '' is 0 and 1e3 is 1000.
// Failed by: 03.44
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, commands: { incr: right } }) => ({
  incr: write(2, (args, client) => {
    const sum = Number(keyspace.get(args.string(1)) ?? '0') + 1;
    if (!Number.isSafeInteger(sum)) return right?.run(args, client) ?? '';
    keyspace.set(args.string(1), `${sum}`);
    return integer(sum);
  }),
}));
