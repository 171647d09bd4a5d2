// Wrong: the cursor of SCAN is a position in the list of keys, which moves up when a key is removed.
// Failed by: 03.90
// Also by: 03.92
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace, commands: { scan: right } }) => ({
  scan: read(-2, (args, client) => {
    if (args.word(2) === 'match' || !/^\d+$/.test(args.string(1))) return right?.run(args, client) ?? '';
    const from = Number(args.string(1));
    const keys = [...keyspace.keys()];
    const next = from + Number(args.length > 2 ? args.string(3) : 10);
    const page = keys.slice(from, next).map(bulk);
    return array([bulk(next < keys.length ? `${next}` : '0'), array(page)]);
  }),
}));
