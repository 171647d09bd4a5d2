// Wrong: the replies of a turn leave before its commands are written.
// Failed by: 05.22, 05.23, 05.32, 05.35
// Also by: 05.11, 05.12, 05.13, 05.24
import { serveLog } from '../aof.ts';

serveLog(import.meta.filename, (log, { server }) => {
  const { flush } = server;
  const { write } = log;
  log.write = () => {};
  server.flush = () => {
    flush();
    write();
  };
});
