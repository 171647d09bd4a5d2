import * as fs from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import { writeWhole } from '../05-aof-persistence/files.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import type { Stream } from './stream.ts';

/** One that follows this server. */
export interface Replica {
  readonly client: Client;
  /** Where it listens itself, for INFO and ROLE. */
  readonly port: string;
  /** What it has said it can: `eof`, `psync2`. */
  readonly abilities: ReadonlySet<string>;
  /** Whether it tells how far it is. */
  readonly acknowledges: boolean;
  /** It waits for a snapshot, gets one, or follows the stream. */
  state: 'wait_bgsave' | 'send_bulk' | 'online';
  /** The offset up to which the stream was sent. */
  sent: number;
  /** The offset it has acknowledged, and when it was heard, in ms. */
  acknowledged: number;
  heard: number;
}

/** Those who follow a server. */
export type Replicas = ReturnType<typeof createReplicas>;

/** Nobody yet. Snapshots for them are written to `dir`. */
export function createReplicas(server: PubSubServer, stream: Stream, dir: string) {
  let [due, selected, snapshots] = [false, false, 0];
  /** The snapshot that is being written: who comes meanwhile gets it, too. */
  let writing: { offset: number; members: Replica[] } | undefined;

  const replicas = {
    all: new Map<Client, Replica>(),

    /** How many bytes may be left to send to one: `client-output-buffer-limit replica 256mb` (redis.conf). */
    limit: 256 * 1024 * 1024,

    /** Adds one that goes on at an offset; when there is none it gets a snapshot first. Its place in the stream is `sent`. */
    add(
      client: Client,
      about: Pick<Replica, 'port' | 'abilities' | 'acknowledges'>,
      offset?: number,
    ): Replica {
      const state = offset === undefined ? 'wait_bgsave' : 'online';
      const replica: Replica = {
        client,
        ...about,
        state,
        sent: offset ?? 0,
        acknowledged: 0,
        heard: performance.now(),
      };
      replicas.all.set(client, replica);
      client.socket.on('drain', () => pump(replica));
      client.socket.once('close', () => replicas.all.delete(client));
      stream.begun = true;
      if (offset === undefined) {
        selected = false; // it is in no database yet
        replica.sent = replicas.prepare(replica);
      }
      replicas.wake();
      return replica;
    },

    /** Sees to a snapshot for a replica, and tells its offset. */
    prepare(replica: Replica): number {
      writing ??= write();
      writing.members.push(replica);
      return writing.offset;
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

    /** From here on a replica follows the stream. */
    goOnline(replica: Replica): void {
      replica.state = 'online';
      replica.heard = performance.now();
      pump(replica);
    },

    /** A replica says how far it is. */
    acknowledge(replica: Replica, offset: number): void {
      replica.acknowledged = Math.max(replica.acknowledged, offset);
      replica.heard = performance.now();
    },

    /** How many have acknowledged an offset. */
    at: (offset: number): number =>
      [...replicas.all.values()].filter((one) => one.state === 'online' && one.acknowledged >= offset).length,

    /** Ends all connections: they come again, and ask anew where they can go on. */
    drop(): void {
      writing = undefined;
      for (const client of replicas.all.keys()) cut(client);
    },
  };

  const { flush } = server;
  server.flush = () => {
    flush();
    if (!due) return;
    due = false;
    for (const replica of replicas.all.values()) pump(replica);
    const places = Array.from(replicas.all.values(), ({ sent }) => sent);
    stream.trim(Math.min(...places, writing?.offset ?? stream.offset));
  };

  /** Sends what is next, as long as it is taken: what isn't stays in the stream, once for all. */
  function pump(replica: Replica): void {
    const { socket } = replica.client;
    while (replica.state === 'online' && replica.sent < stream.offset && !socket.writableNeedDrain) {
      const bytes = stream.from(replica.sent);
      replica.sent += bytes.length;
      socket.write(bytes);
    }
    if (stream.offset - replica.sent > replicas.limit) cut(replica.client);
  }

  function cut(client: Client): void {
    replicas.all.delete(client);
    client.socket.destroy();
  }

  /** Writes a snapshot of this instant, and sends it to those who wait then. */
  function write() {
    const path = join(dir, `replicas-${process.pid}-${++snapshots}.rdb`);
    const mine = { offset: stream.offset, members: [] as Replica[] };
    writeWhole(path, server.dump())
      .then(() => {
        if (writing === mine) for (const replica of mine.members) void transfer(replica, path);
      })
      .catch((problem) => {
        console.warn(`A snapshot for replicas failed: ${problem}`);
        for (const { client } of mine.members) cut(client);
      })
      .finally(() => {
        if (writing === mine) writing = undefined;
        fs.rmSync(path, { force: true }); // who is sent it has it open
      });
    return mine;
  }

  async function transfer(replica: Replica, path: string): Promise<void> {
    const { socket } = replica.client;
    if (socket.destroyed) return;
    const fd = fs.openSync(path, 'r');
    replica.state = 'send_bulk';
    socket.write(`$${fs.fstatSync(fd).size}\r\n`);
    try {
      await pipeline(fs.createReadStream('', { fd }), socket, { end: false });
      replicas.goOnline(replica);
    } catch {
      cut(replica.client);
    }
  }

  setInterval(() => {
    for (const { client, state, acknowledges, heard } of replicas.all.values()) {
      if (state === 'wait_bgsave') client.socket.write('\n'); // not to seem dead
      if (state === 'online' && acknowledges && performance.now() - heard > 60_000) cut(client);
    }
  }, 1000).unref();

  return replicas;
}
