// Wrong: only SIGTERM has a listener: SIGINT kills the process.
// Failed by: 09.2
// Also by: 09.5, 09.6, 09.7, 09.11, 09.15, 09.16, 09.17, 09.18, 09.21, 09.24, 09.25, 09.26, 09.27, 09.29, 09.30, 09.44
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ net }) => {
  net.once('listening', () => setImmediate(() => process.removeAllListeners('SIGINT')));
});
