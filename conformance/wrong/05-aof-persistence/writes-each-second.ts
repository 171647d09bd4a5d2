// Wrong: commands wait in memory, and are written once a second.
// Failed by: 05.1, 05.2, 05.12
// Also by: 05.3, 05.4, 05.6, 05.8, 05.9, 05.10, 05.11, 05.13, 05.14, 05.15, 05.16, 05.17, 05.18, 05.19, 05.21, 05.22, 05.23, 05.24, 05.25, 05.26, 05.27, 05.28, 05.29, 05.30, 05.32, 05.33, 05.35, 05.36, 05.39, 05.40, 05.43, 05.44, 05.45, 05.46, 05.48, 05.51
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log) => {
  const { write } = log;
  log.write = () => {};
  setInterval(write, 1000).unref();
});
