// Wrong: STRLEN counts characters, not bytes.
// Failed by: 03.18
// Also by: 03.59, 03.65, 03.74
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../keys.ts';

serve(import.meta.filename, ({ keyspace }) => ({
  strlen: read(2, (args) => {
    const value = Buffer.from(keyspace.get(args.string(1)) ?? '', 'latin1');
    return integer(value.toString('utf8').length);
  }),
}));
