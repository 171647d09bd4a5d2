// Wrong: new clients are let in until the process ends.
// Failed by: 09.15
// Also by: 09.18
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ net }) => {
  net.once('listening', () => {
    net.close = net.listen = () => net;
  });
});
