// The four exercises of stage 03 (EXERCISES.md), added to your server. Begin when the stage itself is green.
import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import type { Commands } from '../02-resp-parser/commands.ts';
import { createKeyspace, type Keyspace } from './keyspace.ts';
import { createServer, type KeyServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(values: Flags, keyspace = createKeyspace()): KeyServer {
  const server = createServer(values, keyspace);
  Object.assign(server.commands, allOrNothing(keyspace), ranges(keyspace), cursors(keyspace));
  addTransactions(server);
  return server;
}

/** 1. MSETNX: https://redis.io/docs/latest/commands/msetnx/ */
function allOrNothing(_keyspace: Keyspace): Commands {
  // Begin here: return { msetnx: write(-3, (args) => …) }, as in strings.ts.
  return {};
}

/** 2. GETRANGE and SETRANGE: https://redis.io/docs/latest/commands/getrange/ */
function ranges(_keyspace: Keyspace): Commands {
  return {};
}

/** 3. MULTI, EXEC, DISCARD: https://redis.io/docs/latest/develop/using-commands/transactions/ */
function addTransactions(_server: KeyServer): void {
  // Commands of their own, and server.run wrapped: const { run } = server; server.run = (command, args, client) => …
}

/** 4. SCAN: https://redis.io/docs/latest/commands/scan/ */
function cursors(_keyspace: Keyspace): Commands {
  return {};
}

main(import.meta.filename, flags, createExercises);
