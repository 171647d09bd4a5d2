// Wrong: GET asks `if (value)`, so an empty value is nil.
// Failed by: 03.6
// Also by: 03.20, 03.21, 03.33, 03.34, 03.44, 03.61, 03.65, 03.79
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { bulk, nil } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  get: read(2, (args) => {
    const value = keyspace.get(args.string(1));
    return value ? bulk(value) : nil;
  }),
}));
