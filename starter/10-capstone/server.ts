// The fourth exercise (EXERCISES.md): beat Redis. It begins as your server of stage 09, which keeps its keys in a Map.
// First step: a table of your own. `createServer(values, texts)` takes one that can do what createFreezable of stage 06 can:
// put bytes behind get, set and delete, and the tests of stages 03 to 09 tell whether it is right.
// Then the way from a request to its reply: profile it. BEAT-REDIS.md is how the reference did it.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags } from '../09-graceful-shutdown/server.ts';

export { createServer, flags };

main(import.meta.filename, flags, createServer);
