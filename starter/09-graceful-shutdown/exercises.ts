// The four exercises of stage 09 (EXERCISES.md), added to your server. Begin when the stage itself is green.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags, type GracefulServer } from './server.ts';

/** The flags of the stage, and those of the first two exercises. */
export const exerciseFlags = {
  ...flags,
  pidfile: '',
  'shutdown-on-sigterm': 'default',
  'shutdown-on-sigint': 'default',
};

type Values = typeof exerciseFlags;

/** The server with what the four exercises add to it. */
export function createExercises(values: Values): GracefulServer {
  const server = createServer(values);
  keepPidFile(server, values.pidfile);
  readSignals(server, values);
  pause(server);
  listenOn(server);
  return server;
}

/** 1. The number of the process in a file, as long as it runs (`createPidFile` in `src/server.c`). */
function keepPidFile(_server: GracefulServer, _path: string): void {
  // Begin here: server.net tells when it is 'listening', process when it is at its 'exit'.
}

/** 2. What a signal asks for: `shutdown-on-sigterm` and `shutdown-on-sigint` in redis.conf. */
function readSignals(_server: GracefulServer, _values: Values): void {
  // server.signals holds it.
}

/** 3. Clients that wait: https://redis.io/docs/latest/commands/client-pause/ */
function pause(_server: GracefulServer): void {
  // Wrap server.run. What is kept of a command until it may be executed? Its `args` are only good until run returns.
}

/** 4. Clients are heard while replicas lag: `SHUTDOWN ABORT`. */
function listenOn(_server: GracefulServer): void {
  // server.shutdown.drain.hold holds all that a client says. What has to be held?
}

main(import.meta.filename, exerciseFlags, createExercises);
