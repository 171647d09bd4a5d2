// Starts the reference of stage 05, with its exercises, and something wrong about it.
import { join } from 'node:path';
import { main } from '../../solution/01-tcp-echo/main.ts';
import { createExpiringKeyspace, type ExpiringKeyspace } from '../../solution/04-expiry/keyspace.ts';
import { createExercises, exerciseFlags } from '../../solution/05-aof-persistence/exercises.ts';
import type { Log } from '../../solution/05-aof-persistence/log.ts';
import type { AofServer } from '../../solution/05-aof-persistence/server.ts';

type Values = typeof exerciseFlags;

/** What a wrong server is made of. */
export interface Parts {
  readonly server: AofServer;
  readonly keyspace: ExpiringKeyspace;
  readonly values: Values;
  /** The file of the log. */
  readonly path: string;
}

/** Serves what `spoil` leaves of the right server; `change` may have been at its flags before. */
export function serve(
  file: string,
  spoil: (parts: Parts) => void,
  change = (values: Values) => values,
): void {
  main(file, exerciseFlags, (given) => {
    const values = change(given);
    const keyspace = createExpiringKeyspace();
    const server = createExercises(values, keyspace);
    spoil({ server, keyspace, values, path: join(values.dir, values.appendfilename) });
    return server;
  });
}

/** Serves with something wrong about a start with a log: `before` it is loaded, or `after` that. */
export function serveStart(
  file: string,
  before: (parts: Parts) => void,
  after: (parts: Parts) => void = () => {},
): void {
  serve(file, (parts) => {
    const { listen } = parts.server;
    parts.server.listen = (port) => {
      if (parts.values.appendonly === 'yes') before(parts);
      listen(port);
      if (parts.values.appendonly === 'yes') after(parts);
    };
  });
}

/** Serves with something wrong about the log, once it is open. */
export function serveLog(file: string, spoil: (log: Log, parts: Parts) => void): void {
  serveStart(
    file,
    () => {},
    (parts) => {
      if (parts.server.log !== undefined) spoil(parts.server.log, parts);
    },
  );
}

/** Serves with a log that takes something else than what it is told, or nothing. */
export function serveEffects(
  file: string,
  change: (effect: Buffer, parts: Parts) => Buffer | undefined,
): void {
  serveLog(file, (log, parts) => {
    const { append } = log;
    parts.server.audience.delete(append);
    log.append = (effect) => {
      const changed = change(effect, parts);
      if (changed !== undefined) append(changed);
    };
    parts.server.audience.add(log.append);
  });
}
