// The fourth exercise: a server that is quicker than Redis.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags } from '../08-replication/server.ts';

export { createServer, flags };

main(import.meta.filename, flags, createServer);
