// Wrong: for a small server: keys and values are strings in a Map.
// Failed by: 10.42
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createServer, flags } from '../../../solution/08-replication/server.ts';

main(import.meta.filename, flags, createServer);
