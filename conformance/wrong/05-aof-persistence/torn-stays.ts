// Wrong: a torn last command is skipped, but not cut off the file.
// Failed by: 05.16
import { existsSync, readFileSync, statSync } from 'node:fs';
import { serveStart } from '../aof.ts';

let before = Buffer.alloc(0);
serveStart(
  import.meta.filename,
  ({ path }) => {
    if (existsSync(path)) before = readFileSync(path);
  },
  ({ server, path }) => {
    const torn = before.subarray(statSync(path).size);
    if (torn.length > 0) server.log?.append(torn);
    server.log?.write();
  },
);
