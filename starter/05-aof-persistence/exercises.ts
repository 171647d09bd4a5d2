// The four exercises of stage 05 (EXERCISES.md), composed onto your server. Begin when the stage itself is green.
import { join } from 'node:path';
import { main } from '../01-tcp-echo/main.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { type AofServer, createServer, flags } from './server.ts';

/** The flags of the exercises, with redis-server's defaults. */
export const exerciseFlags = {
  ...flags,
  'aof-load-truncated': 'yes',
  'auto-aof-rewrite-percentage': '100',
  'auto-aof-rewrite-min-size': String(64 * 1024 * 1024),
};

type Values = typeof exerciseFlags;

/** The server with what the four exercises add to it. */
export function createExercises(values: Values, keyspace = createExpiringKeyspace()): AofServer {
  const server = createServer(values, keyspace);
  const path = join(values.dir, values.appendfilename);
  const { listen } = server;
  server.listen = (port) => {
    if (values.appendonly === 'yes') {
      adoptFolder(values, path);
      if (values['aof-load-truncated'] === 'no') refuseTorn(path);
    }
    listen(port);
  };
  rewriteByItself(server, values, path);
  switchWhileRunning(server, values, path);
  return server;
}

/** 1. `--aof-load-truncated no`: a log with a torn last command is for a person to look at. */
function refuseTorn(_path: string): void {
  // Begin here: this is called before your server loads the log. There may be none yet.
}

/** 2. `--auto-aof-rewrite-percentage` and `-min-size`: the log is rewritten when it has grown by so much since the last time. */
function rewriteByItself(_server: AofServer, _values: Values, _path: string): void {
  // server.audience hears each byte that is appended; server.flush is called at the end of each turn.
}

/** 3. `CONFIG SET appendonly yes|no`: https://redis.io/docs/latest/commands/config-set/ */
function switchWhileRunning(_server: AofServer, _values: Values, _path: string): void {
  // server.commands.config is the CONFIG you have: put one before it that takes this case.
}

/** 4. The folder in which redis-server 7 keeps its log: `aofLoadManifestFromFile` in `src/aof.c`. */
function adoptFolder(_values: Values, _path: string): void {
  // Called before your server loads the log: time to make one out of the folder's files.
}

main(import.meta.filename, exerciseFlags, createExercises);
