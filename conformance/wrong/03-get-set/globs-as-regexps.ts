// Wrong: KEYS makes a regular expression of its pattern and escapes nothing.
// Failed by: 03.52
// Also by: 03.48, 03.49, 03.50, 03.51, 03.53
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { array, bulk, error } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  keys: read(2, (args) => {
    try {
      const pattern = new RegExp(`^${args.string(1).replaceAll('*', '.*').replaceAll('?', '.')}$`);
      return array([...keyspace.keys()].filter((key) => pattern.test(key)).map(bulk));
    } catch {
      return error('ERR bad pattern');
    }
  }),
}));
