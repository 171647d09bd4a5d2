import { EventEmitter, once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import { writeWhole } from '../05-aof-persistence/files.ts';
import type { SnapshotServer } from '../06-rdb-snapshots/server.ts';
import { newId, type Stream } from './stream.ts';

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
export function createReplicas(server: SnapshotServer & { link?: unknown }, stream: Stream, dir: string) {
  const known = new WeakMap<Client, Replica>();
  const news = new EventEmitter().setMaxListeners(0);

  const replicas = {
    all: new Set<Replica>(),

    /** How many bytes may be left to send to one: `client-output-buffer-limit replica 256mb` (redis.conf). */
    limit: 256 * 1024 * 1024,

    /** What is known of a client that speaks of replication. */
    meet(client: Client): Replica {
      const old = known.get(client);
      if (old !== undefined) return old;
      const about = { port: 0, abilities: new Set<string>(), begin: 0, acknowledged: 0, heard: 0 };
      const replica: Replica = { client, state: 'handshake', ...about };
      known.set(client, replica);
      client.socket.once('close', () => replicas.all.delete(replica));
      return replica;
    },

    /** A replica gets all there is, then what follows. Gives the offset between. */
    copyTo(replica: Replica): number {
      stream.begun = true;
      server.audience.add(replicas.hear);
      replica.begin = replicas.prepare(replica);
      replicas.all.add(replica);
      return replica.begin;
    },

    /** Sees to a snapshot for a replica, and tells its offset. Who comes while one is written gets that, too. */
    prepare(replica: Replica): number {
      const other = [...replicas.all].find(({ state }) => state === 'wait_bgsave');
      replica.state = 'wait_bgsave';
      replica.snapshot = other?.snapshot ?? write();
      void transfer(replica);
      return other?.begin ?? stream.offset;
    },

    /** From here on a replica follows the stream. */
    goOnline(replica: Replica, offset = replica.begin): void {
      Object.assign(replica, { state: 'online', begin: Number.POSITIVE_INFINITY, heard: performance.now() });
      if (!replica.client.socket.destroyed) replicas.all.add(replica); // it may have left behind its snapshot
      replica.client.socket.write(stream.from(offset));
    },

    /** Tells all of them of a change. */
    feed(effect: Buffer): void {
      if (stream.begun && server.link === undefined) stream.append(effect);
    },
    /** For those who tell of changes. Before the first replica comes nobody has to: so long they cost nothing. */
    hear: (effect: Buffer): void => replicas.feed(effect),

    /** Sends what is new in the stream, when it stands in the log. Who leaves too much of it is cut off. */
    send(): void {
      server.flush();
      const bytes = stream.take(Math.min(...Array.from(replicas.all, ({ begin }) => begin)));
      for (const replica of replicas.all) {
        const { socket } = replica.client;
        if (replica.state === 'online') socket.write(bytes); // without a copy: all have the same in their queues
        if (Math.max(socket.writableLength, stream.offset - replica.begin) > replicas.limit) cut(replica);
      }
    },

    acknowledge(replica: Replica, offset: number): void {
      replica.acknowledged = Math.max(replica.acknowledged, offset);
      replica.heard = performance.now();
      news.emit('acknowledged');
    },

    /** How many have acknowledged an offset. */
    at: (offset: number): number =>
      [...replicas.all].filter((one) => one.state === 'online' && one.acknowledged >= offset).length,

    /** Waits until so many have, or so many ms (0 is forever), and tells how many there are. */
    async reach(offset: number, count: number, timeout: number): Promise<number> {
      const signal = timeout > 0 ? AbortSignal.timeout(Math.min(timeout, 2 ** 31 - 1)) : undefined;
      if (replicas.at(offset) < count) replicas.feed(encode(['REPLCONF', 'GETACK', '*']));
      while (replicas.at(offset) < count && !signal?.aborted)
        await once(news, 'acknowledged', { signal }).catch(() => {});
      return replicas.at(offset);
    },

    /** Ends all connections: they come again, and ask anew where they can go on. */
    drop: (): void => replicas.all.forEach(cut),

    /** Each second: who waits hears that this server is alive, and who was not heard of for long is given up. */
    look(): void {
      for (const replica of replicas.all) {
        if (replica.state === 'wait_bgsave') replica.client.socket.write('\n');
        if (replica.acknowledged > 0 && performance.now() - replica.heard > 60_000) cut(replica);
      }
    },
  };

  function cut(replica: Replica): void {
    replicas.all.delete(replica);
    replica.client.socket.destroy();
  }

  /** Writes a snapshot of this instant, and tells where it is: it is there only for the turn in which that is known. */
  async function write(): Promise<string> {
    const path = join(dir, `replicas-${process.pid}-${newId()}.rdb`);
    server.keyspace.standstill = true; // keys whose time is over are in it: they are there until a DEL is told
    const written = writeWhole(path, server.dump());
    server.keyspace.standstill = false;
    await written;
    setImmediate(() => fs.rmSync(path, { force: true })); // who is sent it has it open
    return path;
  }

  async function transfer(replica: Replica): Promise<void> {
    const { socket } = replica.client;
    try {
      const fd = fs.openSync((await replica.snapshot) ?? '', 'r');
      replica.state = 'send_bulk';
      socket.write(`$${fs.fstatSync(fd).size}\r\n`);
      await pipeline(fs.createReadStream('', { fd }), socket, { end: false });
      replicas.goOnline(replica);
    } catch (problem) {
      console.warn(`A replica is not sent a snapshot: ${problem}`);
      cut(replica);
    }
  }

  return replicas;
}
