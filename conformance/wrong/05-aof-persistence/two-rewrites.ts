// Wrong: a second BGREWRITEAOF begins while the first one is at work, on the same temporary file.
// Failed by: 05.30
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log) => {
  log.rewriting = () => false;
});
