// Wrong: BGREWRITEAOF says that it has started, and that is all.
// Failed by: 05.26
// Also by: 05.27, 05.28, 05.30, 05.40, 05.45
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log) => {
  log.rewrite = async () => {};
});
