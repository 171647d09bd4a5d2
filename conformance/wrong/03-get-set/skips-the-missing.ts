// Wrong: MGET leaves out the keys that are not there.
// Failed by: 03.23
// Also by: 03.31, 03.32, 03.45, 03.55, 03.61, 03.71, 03.83
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { strings } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  mget: read(-2, (args) =>
    array(
      strings(args, 1)
        .flatMap((key) => keyspace.get(key) ?? [])
        .map(bulk),
    ),
  ),
}));
