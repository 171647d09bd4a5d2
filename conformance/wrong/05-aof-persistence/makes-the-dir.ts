// Wrong: a --dir that is not there is made, wherever a typing error puts it.
// Failed by: 05.20
import { mkdirSync } from 'node:fs';
import { serveStart } from '../aof.ts';

serveStart(import.meta.filename, ({ values }) => {
  mkdirSync(values.dir, { recursive: true });
});
