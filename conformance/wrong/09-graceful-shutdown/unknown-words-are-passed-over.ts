// Wrong: SHUTDOWN passes over what it does not know, and ends the server.
// Failed by: 09.4
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { strings } from '../../../solution/03-get-set/strings.ts';
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ commands, shutdown }) => {
  commands['shutdown'] = read(-1, (args, client) => {
    void shutdown.begin(new Set(strings(args, 1).map((word) => word.toLowerCase())), client);
    return '';
  });
});
