// Wrong: when there is a dump.rdb, the log is not loaded.
// Failed by: 05.21
import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { serveStart } from '../aof.ts';

serveStart(import.meta.filename, ({ values, path }) => {
  if (existsSync(join(values.dir, 'dump.rdb')) && existsSync(path)) truncateSync(path, 0);
});
