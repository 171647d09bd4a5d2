// Wrong: what is written while BGREWRITEAOF works is in neither log.
// Failed by: 05.28, 05.30
// Also by: 05.29, 05.46, 05.47
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  server.audience.delete(log.append);
  server.audience.add((effect) => log.rewriting() || log.append(effect));
});
