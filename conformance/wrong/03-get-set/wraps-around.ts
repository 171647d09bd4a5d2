// Wrong: a sum beyond 64 bits wraps around, as it does in C.
// Failed by: 03.42
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { isInteger } from '../../../solution/03-get-set/integers.ts';
import { notAnInteger } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  incrby: write(3, (args) => {
    const [value, by] = [keyspace.get(args.string(1)) ?? '0', args.string(2)];
    if (!isInteger(value) || !isInteger(by)) return notAnInteger;
    const sum = BigInt.asIntN(64, BigInt(value) + BigInt(by));
    keyspace.set(args.string(1), `${sum}`);
    return integer(sum);
  }),
}));
