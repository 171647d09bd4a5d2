// Third: the master's side. GUIDE.md, "A snapshot, then a stream", "One stream, many places".
import type { Client } from '../02-resp-parser/server.ts';
import type { SnapshotServer } from '../06-rdb-snapshots/server.ts';
import type { Stream } from './stream.ts';

/** A client that follows this server, or is about to. */
export interface Replica {
  readonly client: Client;
  /** Where it listens itself, and what it can: `eof`, `psync2`. */
  port: string;
  readonly abilities: Set<string>;
  /** It introduces itself, waits for a snapshot, gets one, follows the stream. */
  state: 'handshake' | 'wait_bgsave' | 'send_bulk' | 'online';
  /** The offset up to which the stream was sent; that which it has acknowledged, and when it was heard, in ms. */
  sent: number;
  acknowledged: number;
  heard: number;
}

/** Those who follow a server. */
export type Replicas = ReturnType<typeof createReplicas>;

/** Nobody yet. Snapshots for them are written to `dir`. */
export function createReplicas(_server: SnapshotServer, stream: Stream, _dir: string) {
  const known = new WeakMap<Client, Replica>();

  const replicas = {
    all: new Set<Replica>(),

    /** How many bytes may be left to send to one: `client-output-buffer-limit replica 256mb` (redis.conf). */
    limit: 256 * 1024 * 1024,

    /** What is known of a client that speaks of replication. */
    meet(client: Client): Replica {
      const about = { port: '0', abilities: new Set<string>(), state: 'handshake' as const };
      const replica = known.get(client) ?? { client, ...about, sent: 0, acknowledged: 0, heard: 0 };
      known.set(client, replica);
      // Who has gone must leave `all`. Who was slow, and isn't any more, can take the next bytes: socket.on('drain').
      return replica;
    },

    /** A replica gets all there is, then what follows. Gives the offset between. */
    // Begin here: the offset first, then the snapshot of the very same moment.
    copyTo(replica: Replica): number {
      stream.begun = true;
      replica.sent = replicas.prepare(replica);
      replicas.all.add(replica);
      return replica.sent;
    },

    /** Sees to a snapshot for a replica, and tells its offset. */
    // `server.dump()` of stage 06 is a snapshot of the instant in which you begin to go through it. Who asks while one is
    // being written can have the same. When it is written: `$<length>\r\n`, the bytes, nothing behind them; then goOnline.
    prepare(_replica: Replica): number {
      return stream.offset;
    },

    /** From here on a replica follows the stream. */
    goOnline(replica: Replica, offset = replica.sent): void {
      Object.assign(replica, { state: 'online', sent: offset, heard: performance.now() });
      replicas.all.add(replica);
      // Send what is in the stream from there on.
    },

    /** Tells all of them of a change. */
    // Add it to the stream; the first time after a snapshot with SELECT 0 before it. Then: wake.
    feed(_effect: Buffer): void {},

    /** There is more in the stream: it leaves at the end of the turn, when it stands in the log. */
    // server.flush is the end of a turn: wrap it. There send each replica what it takes; the rest stays in the stream.
    wake(): void {},

    /** A replica says how far it is. */
    acknowledge(_replica: Replica, _offset: number): void {},

    /** How many have acknowledged an offset. */
    at: (_offset: number): number => 0,

    /** Waits until so many have, or so many ms (0 is forever), and tells how many there are. */
    // Ask them: feed `REPLCONF GETACK *`.
    reach: async (offset: number, _count: number, _timeout: number): Promise<number> => replicas.at(offset),

    /** Ends all connections: they come again, and ask anew where they can go on. */
    drop(): void {},

    /** Each second: who waits hears that this server is alive, and who was not heard of for long is given up. */
    look(): void {},
  };

  return replicas;
}
