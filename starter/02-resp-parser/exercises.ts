// The four exercises of stage 02 (EXERCISES.md), added to your server. Begin when the stage itself is green.
import { flags, main } from '../01-tcp-echo/main.ts';
import { createServer, type RespServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(): RespServer {
  const server = createServer();
  hangUpOnBrowsers(server);
  introduce(server);
  keepQuiet(server);
  showCommands(server);
  return server;
}

/** 1. A web page can make a browser send anything after the head of a POST: that must never be executed. */
function hangUpOnBrowsers(_server: RespServer): void {
  // Begin here, with commands in server.commands.
}

/** 2. HELLO: https://redis.io/docs/latest/commands/hello/ */
function introduce(_server: RespServer): void {}

/** 3. CLIENT REPLY: https://redis.io/docs/latest/commands/client-reply/ */
function keepQuiet(_server: RespServer): void {
  // A command, and server.send wrapped: const { send } = server; server.send = (client, reply) => …
}

/** 4. MONITOR: https://redis.io/docs/latest/commands/monitor/ */
function showCommands(_server: RespServer): void {
  // A command, and server.run wrapped.
}

main(import.meta.filename, flags, createExercises);
