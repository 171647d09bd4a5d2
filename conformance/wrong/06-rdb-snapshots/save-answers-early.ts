// Wrong: SAVE answers before the file is there.
// Failed by: 06.1
// Also by: 06.2, 06.3, 06.4, 06.5, 06.6, 06.7, 06.8, 06.9, 06.10, 06.11, 06.12, 06.41, 06.42, 06.43, 06.44, 06.45, 06.46, 06.47, 06.48, 06.49, 06.50, 06.51, 06.52, 06.53, 06.54, 06.55
import { read } from '../../../solution/02-resp-parser/commands.ts';
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, ({ commands, saves }) => {
  commands['save'] = read(1, () => {
    setTimeout(() => void saves.inBackground(), 200); // so that nobody can miss it
    return ok;
  });
});
