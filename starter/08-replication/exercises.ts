// The four exercises of stage 08 (EXERCISES.md), added to your server. Begin when the stage itself is green.
import { main } from '../01-tcp-echo/main.ts';
import { createServer, flags, type ReplicationServer } from './server.ts';

/** The flags of the stage, and those of the first three exercises. */
export const exerciseFlags = {
  ...flags,
  'min-replicas-to-write': '0',
  'min-replicas-max-lag': '10',
  'replica-serve-stale-data': 'yes',
  'repl-diskless-sync': 'no',
  'repl-diskless-sync-delay': '0', // it never waits for more replicas to come
};

type Values = typeof exerciseFlags;

/** The server with what the four exercises add to it. */
export function createExercises(values: Values): ReplicationServer {
  const server = createServer(values);
  wantCompany(server, Number(values['min-replicas-to-write']), Number(values['min-replicas-max-lag']));
  if (values['replica-serve-stale-data'] === 'no') refuseStale(server);
  if (values['repl-diskless-sync'] === 'yes') sendWithoutLength(server);
  rememberName(server);
  return server;
}

/** 1. Writes only while enough replicas are near: https://redis.io/docs/latest/operate/oss_and_stack/management/replication/ */
function wantCompany(_server: ReplicationServer, _least: number, _lag: number): void {
  // Begin here: wrap server.run. Which commands write? Which replicas are online, and were heard of lately?
}

/** 2. A replica without its master says so, rather than what may be wrong (`processCommand` in `src/server.c`). */
function refuseStale(_server: ReplicationServer): void {
  // server.link says how far the link is. Some commands are answered all the same.
}

/** 3. A snapshot is sent while it is made (`rdbSaveRioWithEOFMark` in `src/rdb.c`). */
function sendWithoutLength(_server: ReplicationServer): void {
  // replicas.prepare is where a replica gets its snapshot. When is it safe to send what follows?
}

/** 4. A history may have had another name up to an offset (`shiftReplicationId` in `src/replication.c`). */
function rememberName(_server: ReplicationServer): void {
  // stream.rename, stream.restart, stream.has; and INFO tells master_replid2 and second_repl_offset.
}

main(import.meta.filename, exerciseFlags, createExercises);
