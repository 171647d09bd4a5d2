// Wrong: EXISTS puts its keys into a Set, so a key that is named twice counts once.
// Failed by: 03.14
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { strings } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  exists: read(-2, (args) => {
    const keys = new Set(strings(args, 1));
    return integer([...keys].filter((key) => keyspace.has(key)).length);
  }),
}));
