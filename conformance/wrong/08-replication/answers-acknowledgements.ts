// Wrong: REPLCONF ACK is answered, as if it were a question.
// Failed by: 08.7
// Also by: 08.17, 08.32, 08.34, 08.36, 08.37
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ commands }) => {
  const { replconf } = commands;
  commands['replconf'] = read(-1, (args, client) => replconf?.run(args, client) || ok);
});
