// Wrong: KEYS finds keys that hold a match anywhere.
// Failed by: 03.47
// Also by: 03.49, 03.50, 03.51, 03.52
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { glob } from '../../../solution/03-get-set/glob.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  keys: read(2, (args) => {
    const matches = glob(`*${args.string(1)}*`);
    return array([...keyspace.keys()].filter(matches).map(bulk));
  }),
}));
