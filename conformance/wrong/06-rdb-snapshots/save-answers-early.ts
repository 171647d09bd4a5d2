// Wrong: SAVE answers before the file is there.
// Failed by: 06.1
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ commands, saves }) => {
  commands['save'] = read(1, () => {
    void saves.inBackground();
    return ok;
  });
});
