// Wrong: what a save or a rewrite in the background had begun to write stays in --dir.
// Failed by: 09.10
import { serve } from '../shutdown.ts';

serve(import.meta.filename, (_, values) => {
  values.dbfilename = values.appendfilename = 'of nobody'; // it looks for files of these names
});
