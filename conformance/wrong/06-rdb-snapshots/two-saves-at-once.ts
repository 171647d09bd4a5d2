// Wrong: a second BGSAVE is let while the first one goes on.
// Failed by: 06.41
// Also by: 06.49
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { simple } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ commands, saves }) => {
  const { bgsave } = commands;
  commands['bgsave'] = read(-1, (args, client) => {
    if (saves.running) return simple('Background saving started');
    return bgsave?.run(args, client) ?? '';
  });
});
