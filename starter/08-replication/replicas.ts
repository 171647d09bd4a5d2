// Third: the master's side. GUIDE.md, "A snapshot, then a stream", "One stream, many places".
import type { Client } from '../02-resp-parser/server.ts';
import type { SnapshotServer } from '../06-rdb-snapshots/server.ts';
import type { Stream } from './stream.ts';

/** A client that follows this server, or is about to. */
export interface Replica {
  readonly client: Client;
  /** Where it listens itself, and what it can: `eof`, `psync2`. */
  port: number;
  readonly abilities: Set<string>;
  /** It introduces itself, waits for a snapshot, gets one, follows the stream. */
  state: 'handshake' | 'wait_bgsave' | 'send_bulk' | 'online';
  /** Where its snapshot will be, and the offset from which on the stream is kept for it meanwhile. */
  snapshot?: Promise<string>;
  begin: number;
  /** The offset that it has acknowledged, and when it was heard, in ms. */
  acknowledged: number;
  heard: number;
}

/** Those who follow a server. */
export type Replicas = ReturnType<typeof createReplicas>;

/** Nobody yet. Snapshots for them are written to `dir`. A server with a link to a master tells nothing of its own. */
export function createReplicas(_server: SnapshotServer & { link?: unknown }, stream: Stream, _dir: string) {
  const known = new WeakMap<Client, Replica>();

  const replicas = {
    all: new Set<Replica>(),

    /** How many bytes may be left to send to one: `client-output-buffer-limit replica 256mb` (redis.conf). */
    limit: 256 * 1024 * 1024,

    /** What is known of a client that speaks of replication. */
    meet(client: Client): Replica {
      const about = { port: 0, abilities: new Set<string>(), state: 'handshake' as const };
      const replica = known.get(client) ?? { client, ...about, begin: 0, acknowledged: 0, heard: 0 };
      known.set(client, replica);
      // Who has gone must leave `all`.
      return replica;
    },

    /** A replica gets all there is, then what follows. Gives the offset between. */
    // Begin here: the offset first, then the snapshot of the very same moment.
    copyTo(replica: Replica): number {
      stream.begun = true;
      // From here on this server hears of changes: server.audience, since stage 05.
      replica.begin = replicas.prepare(replica);
      replicas.all.add(replica);
      return replica.begin;
    },

    /** Sees to a snapshot for a replica, and tells its offset. Who comes while one is written gets that, too. */
    // `server.dump()` of stage 06 is a snapshot of the instant in which you begin to go through it. Who waits for it has a
    // promise of it, which can be shared. When it is written: `$<length>\r\n`, the bytes, nothing behind them; then goOnline.
    prepare(_replica: Replica): number {
      return stream.offset;
    },

    /** From here on a replica follows the stream. */
    goOnline(replica: Replica, _offset = replica.begin): void {
      Object.assign(replica, { state: 'online', begin: Number.POSITIVE_INFINITY, heard: performance.now() });
      replicas.all.add(replica);
      // Send what is in the stream from there on.
    },

    /** Tells all of them of a change. */
    // Add it to the stream, unless nobody has ever followed, or this server has a master of its own: server.link.
    feed(_effect: Buffer): void {},
    /** For those who tell of changes. Before the first replica comes nobody has to: so long they cost nothing. */
    hear: (effect: Buffer): void => replicas.feed(effect),

    /** Sends what is new in the stream, when it stands in the log. Who leaves too much of it is cut off. */
    // server.flush writes the log. Then stream.take gives one buffer: write the same to each who is online. How much one
    // has not taken yet is in socket.writableLength; who still waits for a snapshot has the stream from `begin` on to come.
    send(): void {},

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
