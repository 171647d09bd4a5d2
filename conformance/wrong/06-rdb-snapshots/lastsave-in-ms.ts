// Wrong: LASTSAVE is in milliseconds.
// Failed by: 06.12
// Also by: 06.43
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { integer } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ commands, saves }) => {
  commands['lastsave'] = read(1, () => integer(saves.lastTime * 1000));
});
