// Wrong: HELLO is not answered at all.
// Failed by: 02.19
// Also by: 02.67, 02.68, 02.69
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  server.commands['hello'] = read(-1, () => '');
});
