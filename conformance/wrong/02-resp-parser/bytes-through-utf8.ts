// Wrong: arguments pass through a UTF-8 string, which spoils bytes that are no UTF-8.
// Failed by: 02.9
// Also by: 02.19, 02.22, 02.25, 02.27, 02.31, 02.42, 02.64, 02.74
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { bulk } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  server.commands['echo'] = read(2, (args) => {
    const text = Buffer.from(args.string(1), 'latin1').toString('utf8');
    return bulk(Buffer.from(text, 'utf8').toString('latin1'));
  });
});
