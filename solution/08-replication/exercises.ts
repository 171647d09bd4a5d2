import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { main } from '../01-tcp-echo/main.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { Replica } from './replicas.ts';
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
function wantCompany(server: ReplicationServer, least: number, lag: number): void {
  if (least === 0 || lag === 0) return;
  const isGood = ({ state, heard }: Replica) =>
    state === 'online' && Math.floor((performance.now() - heard) / 1000) <= lag;
  const { run } = server;
  server.run = (command, args, client) => {
    const refused =
      command.write && server.link === undefined && [...server.replicas.all].filter(isGood).length < least;
    return refused ? error('NOREPLICAS Not enough good replicas to write.') : run(command, args, client);
  };
}

/** What is answered without a master, too: the commands with the flag `stale` (`src/commands/`). */
const STALE =
  /^(command|config|echo|hello|info|lastsave|[ps]?(un)?subscribe|publish|pubsub|quit|replconf|replicaof|reset|role|select|slaveof)$/;

/** 2. A replica without its master says so, rather than what may be wrong (`processCommand` in `src/server.c`). */
function refuseStale(server: ReplicationServer): void {
  const { run } = server;
  server.run = (command, args, client) => {
    const stale = server.link !== undefined && server.link.state !== 'connected';
    if (!stale || command.write || STALE.test(args.word(0))) return run(command, args, client);
    return error("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.");
  };
}

/** 3. A snapshot is sent while it is made (`rdbSaveRioWithEOFMark` in `src/rdb.c`). */
function sendWithoutLength({ replicas, stream, keyspace, dump }: ReplicationServer): void {
  const { prepare, acknowledge } = replicas;
  const sent = new WeakSet<Replica>();

  replicas.prepare = (replica) => {
    if (!replica.abilities.has('eof')) return prepare(replica);
    const mark = randomBytes(20).toString('hex');
    const batches = dump();
    keyspace.standstill = true; // as in replicas.ts
    const first = batches.next(); // it is a snapshot of this instant
    keyspace.standstill = false;
    async function* payload() {
      yield `$EOF:${mark}\r\n`;
      if (!first.done) yield first.value;
      yield* batches;
      yield mark;
    }
    replica.state = 'send_bulk';
    pipeline(payload, replica.client.socket, { end: false }).then(
      () => sent.add(replica),
      () => replica.client.socket.destroy(),
    );
    return stream.offset;
  };

  // The stream begins when the replica has found the mark: it might take what follows for a part of the snapshot.
  replicas.acknowledge = (replica, offset) => {
    acknowledge(replica, offset);
    if (sent.delete(replica)) replicas.goOnline(replica);
  };
}

/** 4. A history may have had another name up to an offset (`shiftReplicationId` in `src/replication.c`). */
function rememberName({ stream, info }: ReplicationServer): void {
  let [earlier, until] = ['0'.repeat(40), -1];
  const { has, rename, restart } = stream;
  stream.rename = (id) => {
    [earlier, until] = [stream.id, stream.offset];
    rename(id);
  };
  stream.restart = (id, offset) => {
    [earlier, until] = ['0'.repeat(40), -1];
    restart(id, offset);
  };
  stream.has = (id, offset) => has(id === earlier && offset <= until ? stream.id : id, offset);

  const { Replication } = info;
  info['Replication'] = () => ({
    ...Replication?.(),
    master_replid2: earlier,
    second_repl_offset: until < 0 ? -1 : until + 1,
  });
}

main(import.meta.filename, exerciseFlags, createExercises);
