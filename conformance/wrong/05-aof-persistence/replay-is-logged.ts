// Wrong: the commands of the replay are appended to the log again.
// Failed by: 05.6
// Also by: 05.11, 05.12, 05.13, 05.29, 05.51
import { readFileSync } from 'node:fs';
import { serveStart } from '../aof.ts';

serveStart(
  import.meta.filename,
  () => {},
  ({ server, path }) => {
    const replayed = readFileSync(path);
    if (replayed.length > 0) server.log?.append(replayed);
    server.log?.write();
  },
);
