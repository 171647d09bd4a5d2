// The fourth exercise (EXERCISES.md): beat Redis. It begins as your server of stage 09, which keeps its keys in a Map.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags } from '../09-graceful-shutdown/server.ts';

export { createServer, flags };

main(import.meta.filename, flags, createServer);
