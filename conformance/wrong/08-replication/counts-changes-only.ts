// Wrong: a replica counts only what changes its data: not PING, not SELECT.
// Failed by: 08.23
// Also by: 08.28, 08.32, 08.34
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { append } = server.stream;
  server.stream.append = (bytes) => {
    if (
      server.link === undefined ||
      !/^\*\d\r\n\$\d\r\n(ping|select)\r/i.test(bytes.toString('latin1', 0, 20))
    )
      append(bytes);
  };
});
