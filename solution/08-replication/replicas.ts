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
export function createReplicas(server: SnapshotServer, stream: Stream, dir: string) {
  const known = new WeakMap<Client, Replica>();
  const news = new EventEmitter().setMaxListeners(0);
  let [due, selected] = [false, false];
  /** The snapshot that is being written: who comes meanwhile gets it, too. */
  let writing: { offset: number; members: Replica[] } | undefined;

  const replicas = {
    all: new Set<Replica>(),

    /** How many bytes may be left to send to one: `client-output-buffer-limit replica 256mb` (redis.conf). */
    limit: 256 * 1024 * 1024,

    /** What is known of a client that speaks of replication. */
    meet(client: Client): Replica {
      const old = known.get(client);
      if (old !== undefined) return old;
      const about = { port: '0', abilities: new Set<string>(), sent: 0, acknowledged: 0, heard: 0 };
      const replica: Replica = { client, state: 'handshake', ...about };
      known.set(client, replica);
      client.socket.on('drain', () => pump(replica)).once('close', () => replicas.all.delete(replica));
      return replica;
    },

    /** A replica gets all there is, then what follows. Gives the offset between. */
    copyTo(replica: Replica): number {
      stream.begun = true;
      selected = false; // it is in no database yet
      replica.state = 'wait_bgsave';
      replica.sent = replicas.prepare(replica);
      replicas.all.add(replica);
      return replica.sent;
    },

    /** Sees to a snapshot for a replica, and tells its offset. */
    prepare(replica: Replica): number {
      writing ??= write();
      writing.members.push(replica);
      return writing.offset;
    },

    /** From here on a replica follows the stream. */
    goOnline(replica: Replica, offset = replica.sent): void {
      Object.assign(replica, { state: 'online', sent: offset, heard: performance.now() });
      replicas.all.add(replica);
      pump(replica);
    },

    /** Tells all of them of a change. */
    feed(effect: Buffer): void {
      if (!stream.begun) return;
      if (!selected) stream.append(encode(['SELECT', '0']));
      selected = true;
      stream.append(effect);
      replicas.wake();
    },

    /** There is more in the stream: it leaves at the end of the turn, when it stands in the log. */
    wake(): void {
      if (!due) setImmediate(() => server.flush());
      due = true;
    },

    acknowledge(replica: Replica, offset: number): void {
      if (offset > replica.acknowledged) replica.acknowledged = offset;
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
    drop(): void {
      writing = undefined;
      replicas.all.forEach(cut);
    },

    /** Each second: who waits hears that this server is alive, and who was not heard of for long is given up. */
    look(): void {
      for (const replica of replicas.all) {
        if (replica.state === 'wait_bgsave') replica.client.socket.write('\n');
        if (replica.acknowledged > 0 && performance.now() - replica.heard > 60_000) cut(replica);
      }
    },
  };

  const { flush } = server;
  server.flush = () => {
    flush();
    due = false;
    replicas.all.forEach(pump);
    stream.trim(Math.min(writing?.offset ?? stream.offset, ...Array.from(replicas.all, ({ sent }) => sent)));
  };

  /** Sends what is next, as long as it is taken. The rest stays in the stream, once for all of them. */
  function pump(replica: Replica): void {
    const { socket } = replica.client;
    while (replica.state === 'online' && replica.sent < stream.offset && !socket.writableNeedDrain) {
      const bytes = stream.from(replica.sent);
      replica.sent += bytes.length;
      socket.write(bytes);
    }
    if (replicas.all.has(replica) && stream.offset - replica.sent > replicas.limit) cut(replica);
  }

  function cut(replica: Replica): void {
    replicas.all.delete(replica);
    replica.client.socket.destroy();
  }

  /** Writes a snapshot of this instant, and sends it to those who wait then. */
  function write() {
    const path = join(dir, `replicas-${process.pid}-${newId()}.rdb`);
    const mine = { offset: stream.offset, members: [] as Replica[] };
    server.keyspace.standstill = true; // keys whose time is over are in it: they are there until a DEL is told
    const written = writeWhole(path, server.dump()).catch(console.warn);
    server.keyspace.standstill = false;
    void written.then(() => {
      if (writing === mine) writing = undefined;
      for (const replica of mine.members) void transfer(replica, path);
      fs.rmSync(path, { force: true }); // who is sent it has it open
    });
    return mine;
  }

  async function transfer(replica: Replica, path: string): Promise<void> {
    const { socket } = replica.client;
    try {
      const fd = fs.openSync(path, 'r');
      replica.state = 'send_bulk';
      socket.write(`$${fs.fstatSync(fd).size}\r\n`);
      await pipeline(fs.createReadStream('', { fd }), socket, { end: false });
      replicas.goOnline(replica);
    } catch {
      cut(replica);
    }
  }

  return replicas;
}
