// Wrong: each command is written, and synced, by itself.
// Failed by: 05.31, 05.33
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  server.audience.add(() => log.write());
});
