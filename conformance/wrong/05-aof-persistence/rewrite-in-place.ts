// Wrong: BGREWRITEAOF empties the log, and then begins to write it anew.
// Failed by: 05.29
// Also by: 05.27, 05.28, 05.30, 05.40, 05.45, 05.46, 05.47, 05.48
import { truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { path }) => {
  const { rewrite } = log;
  log.rewrite = async (entries) => {
    truncateSync(path);
    await delay(200);
    await rewrite(entries);
  };
});
