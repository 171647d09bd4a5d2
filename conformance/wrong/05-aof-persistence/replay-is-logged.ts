// Wrong: the commands of the replay are appended to the log again.
// Failed by: 05.6
// Also by: 05.11, 05.12, 05.13, 05.29, 05.51
import { existsSync, readFileSync } from 'node:fs';
import { serveStart } from '../aof.ts';

let replayed = Buffer.alloc(0);
serveStart(
  import.meta.filename,
  ({ path }) => {
    if (existsSync(path)) replayed = readFileSync(path);
  },
  ({ server }) => {
    if (replayed.length > 0) server.log?.append(replayed);
    server.log?.write();
  },
);
