// Wrong: integers are JavaScript numbers, which are exact up to 2^53 only.
// Failed by: 03.40
// Also by: 03.41, 03.42
import { write } from '../../../solution/02-resp-parser/commands.ts';
import { error, integer } from '../../../solution/02-resp-parser/replies.ts';
import { isInteger } from '../../../solution/03-get-set/integers.ts';
import { notAnInteger } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => {
  function add(key: string, by: string): string {
    const value = keyspace.get(key) ?? '0';
    if (!isInteger(value) || !isInteger(by)) return notAnInteger;
    const sum = Number(value) + Number(by);
    if (Math.abs(sum) > 2 ** 63) return error('ERR increment or decrement would overflow');
    keyspace.set(key, `${BigInt(sum)}`);
    return integer(BigInt(sum));
  }
  return {
    incr: write(2, (args) => add(args.string(1), '1')),
    incrby: write(3, (args) => add(args.string(1), args.string(2))),
  };
});
