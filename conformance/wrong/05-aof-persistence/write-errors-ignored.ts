// Wrong: an error of write() or fsync() is caught and forgotten.
// Failed by: 05.22, 05.23, 05.24, 05.35
// Also by: 05.25
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log) => {
  Object.defineProperty(log, 'problem', { get: () => '', set: () => {} });
});
