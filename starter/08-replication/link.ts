// Fourth: the replica's side. GUIDE.md, "The handshake", "Applying the stream", "When the link breaks".
import { connect, Socket } from 'node:net';
import { type Args, createParser } from '../02-resp-parser/parser.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import type { Replicas } from './replicas.ts';
import type { Stream } from './stream.ts';

/** Where a master listens. */
export type Address = Readonly<{ host: string; port: number }>;

/** A server that can follow another one. */
type Follower = PubSubServer & { readonly stream: Stream; readonly replicas: Replicas };

/** The connection of a replica to its master. */
export type Link = ReturnType<typeof createLink>;

/** Whose commands a replica obeys: `server.run(command, args, master)`. It is sent no replies. */
export const master: Client = { socket: new Socket(), parser: createParser(), replies: [], closing: false };

/** Follows a master until `close` is called: whenever the connection ends, it makes another. */
export function createLink(_server: Follower, { host, port }: Address) {
  const socket = connect({ host, port });
  socket.on('error', () => {}); // nobody listens there: try again in a while

  const link = {
    host,
    port,
    /** How far it is, in the words of ROLE. */
    state: 'connecting' as 'connect' | 'connecting' | 'handshake' | 'sync' | 'connected',
    closed: false,
    /** Tells the master how much there is. */
    acknowledge(): void {},
    close(): void {
      link.closed = true;
      socket.destroy();
    },
  };

  /** One connection: the handshake, the snapshot if there has to be one, then the stream, until it breaks. */
  async function follow(): Promise<void> {
    socket.write(encode(['PING']));
    // Begin here: wait for +PONG, with reader.ts. Then REPLCONF listening-port, REPLCONF capa eof capa psync2, PSYNC.
    // Then load the snapshot, and give what follows to a parser of stage 02: apply() does each command.
  }

  /** Does what the master did, and passes it on as it came to those who follow this server. */
  function apply(_args: Args): void {
    // No expiry meanwhile: keyspace.standstill. GETACK asks where you are. And count the bytes: stream.append.
  }

  void apply;
  void follow();
  return link;
}
