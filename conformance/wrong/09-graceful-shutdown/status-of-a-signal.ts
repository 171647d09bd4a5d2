// Wrong: the process ends with the status that a shell gives to one that SIGTERM has killed.
// Failed by: 09.1
import { serve } from '../shutdown.ts';

serve(import.meta.filename, () => {
  process.once('exit', () => {
    process.exitCode = 143;
  });
});
