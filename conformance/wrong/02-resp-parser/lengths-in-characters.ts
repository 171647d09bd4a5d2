// Wrong: the length of a reply counts characters, not bytes.
// Failed by: 02.10
// Also by: 02.9, 02.19, 02.22, 02.25, 02.27, 02.31, 02.42, 02.64, 02.74
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  server.commands['echo'] = read(2, (args) => {
    const bytes = args.string(1);
    const { length } = Buffer.from(bytes, 'latin1').toString('utf8');
    return `$${length}\r\n${bytes}\r\n`;
  });
});
