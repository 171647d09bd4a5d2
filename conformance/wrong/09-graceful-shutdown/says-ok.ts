// Wrong: SHUTDOWN answers +OK before the connection ends.
// Failed by: 09.3
// Also by: 09.5, 09.6, 09.7, 09.8, 09.9, 09.12, 09.15, 09.19, 09.20, 09.21, 09.22, 09.23, 09.24, 09.25, 09.26, 09.28, 09.29, 09.30, 09.31, 09.44
import { ok } from '../../../solution/02-resp-parser/replies.ts';
import { serve } from '../shutdown.ts';

serve(import.meta.filename, (server) => {
  const { begin } = server.shutdown;
  server.shutdown.begin = (wishes, asker) => {
    if (asker !== undefined) server.send(asker, ok);
    return begin(wishes, asker);
  };
});
