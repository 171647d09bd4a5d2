// Wrong: MULTI in the log of a redis-server stops the start.
// Failed by: 05.42
import { existsSync, readFileSync } from 'node:fs';
import { fail } from '../../../solution/01-tcp-echo/main.ts';
import { serveStart } from '../aof.ts';

serveStart(import.meta.filename, ({ path }) => {
  if (existsSync(path) && /^multi\r$/im.test(readFileSync(path, 'latin1')))
    fail(`${path}: unknown command MULTI`);
});
