// Wrong: the replay knows no SELECT, with which the log of a redis-server begins.
// Failed by: 05.41, 05.42
// Also by: 05.51, 05.52
import { serve } from '../aof.ts';

serve(import.meta.filename, ({ server }) => {
  delete server.commands['select'];
});
