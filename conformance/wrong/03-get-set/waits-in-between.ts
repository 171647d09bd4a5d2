// Wrong: INCR waits between reading the value and storing the sum, so other commands come in between.
// Failed by: 03.63
// Also by: 03.77, 03.84
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { isInteger, sum } from '../../../solution/03-get-set/integers.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, send, commands: { incr: right } }) => ({
  incr: write(2, (args, client) => {
    const [key, value] = [args.string(1), keyspace.get(args.string(1)) ?? '0'];
    const total = isInteger(value) ? sum(value, '1') : undefined;
    if (total === undefined) return right?.run(args, client) ?? '';
    setImmediate(() => {
      keyspace.set(key, total);
      send(client, integer(total));
    });
    return '';
  }),
}));
