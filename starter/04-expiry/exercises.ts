// The four exercises of stage 04 (EXERCISES.md), composed onto your server. Begin when the stage itself is green.
import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import { createExpiringKeyspace, type ExpiringKeyspace } from './keyspace.ts';
import { createServer, type ExpiryServer } from './server.ts';

const notYet = '-ERR not implemented yet: begin in starter/04-expiry/exercises.ts\r\n';

/** The server with what the four exercises add to it. */
export function createExercises(values: Flags, keyspace = createExpiringKeyspace()): ExpiryServer {
  const server = createServer(values, keyspace);
  Object.assign(server.commands, moving(keyspace), drawing(keyspace), limiting(keyspace));
  countExpired(server);
  return server;
}

/** 1. RENAME, RENAMENX, COPY: https://redis.io/docs/latest/commands/rename/ */
function moving(_keyspace: ExpiringKeyspace): Commands {
  return {
    rename: write(3, () => notYet),
    renamenx: write(3, () => notYet),
    copy: write(-3, () => notYet),
  };
}

/** 2. RANDOMKEY: https://redis.io/docs/latest/commands/randomkey/ */
function drawing(_keyspace: ExpiringKeyspace): Commands {
  return { randomkey: read(1, () => notYet) };
}

/** 3. What has expired, in INFO: https://redis.io/docs/latest/commands/info/ */
function countExpired(_server: ExpiryServer): void {
  // Begin here: keyspace.expire is a function like any other, and may be wrapped.
}

/** 4. CL.THROTTLE: https://github.com/brandur/redis-cell */
function limiting(_keyspace: ExpiringKeyspace): Commands {
  return { 'cl.throttle': write(-5, () => notYet) };
}

main(import.meta.filename, flags, createExercises);
