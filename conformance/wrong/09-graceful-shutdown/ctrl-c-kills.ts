// Wrong: only SIGTERM has a listener: SIGINT kills the process.
// Failed by: 09.2
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ net }) => {
  net.once('listening', () => setImmediate(() => process.removeAllListeners('SIGINT')));
});
