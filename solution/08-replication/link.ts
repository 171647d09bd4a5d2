import { connect, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Args, createParser } from '../02-resp-parser/parser.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { encode } from '../05-aof-persistence/effects.ts';
import { decodeSnapshot } from '../06-rdb-snapshots/rdb-reader.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import { createReader } from './reader.ts';
import type { Replicas } from './replicas.ts';
import type { Stream } from './stream.ts';

/** Where a master listens. */
export type Address = Readonly<{ host: string; port: number }>;

/** A server that can follow another one. */
type Follower = PubSubServer & { readonly stream: Stream; readonly replicas: Replicas };

/** The connection of a replica to its master. */
export type Link = ReturnType<typeof createLink>;

/** Whose commands a replica obeys. It is sent no replies. */
export const master: Client = { socket: new Socket(), parser: createParser(), replies: [], closing: false };

const AGAIN = 200; // ms until a lost master is tried again
const SILENCE = 60_000; // ms after which a master is taken for lost: `repl-timeout` (redis.conf)

/** Follows a master until `close` is called: whenever the connection ends, it makes another. */
export function createLink(server: Follower, { host, port }: Address) {
  const { keyspace, commands, stream, replicas } = server;
  let socket = new Socket();
  const say = (...words: string[]): boolean => socket.write(encode(words));
  const link = {
    host,
    port,
    /** How far it is, in the words of ROLE. */
    state: 'connecting' as 'connect' | 'connecting' | 'handshake' | 'sync' | 'connected',
    closed: false,
    /** Tells the master how much there is. */
    acknowledge: (): boolean => link.state === 'connected' && say('REPLCONF', 'ACK', String(stream.offset)),
    close(): void {
      link.closed = true;
      socket.destroy();
    },
  };

  async function stay(): Promise<void> {
    while (!link.closed) {
      link.state = 'connecting';
      socket = connect({ host, port });
      socket.on('error', () => {}); // the reader throws it
      socket.setTimeout(SILENCE, () => socket.destroy(new Error('it is silent')));
      await follow().catch((problem) => link.closed || console.warn(`Master ${host}:${port}: ${problem}`));
      socket.destroy();
      link.state = 'connect';
      await setTimeout(AGAIN, undefined, { ref: false });
    }
  }

  /** One connection: the handshake, the snapshot if there has to be one, then the stream, until it breaks. */
  async function follow(): Promise<void> {
    const reader = createReader(socket);
    const ask = (...words: string[]): Promise<string> => {
      say(...words);
      return reader.line();
    };
    await ask('PING');
    link.state = 'handshake';
    await ask('REPLCONF', 'listening-port', server.config['port'] ?? '');
    await ask('REPLCONF', 'capa', 'eof', 'capa', 'psync2');
    const place = stream.begun ? [stream.id, String(stream.offset + 1)] : ['?', '-1'];
    const verdict = await ask('PSYNC', ...place);
    const [word, id = stream.id, offset] = verdict.split(' ');
    if (word === '+FULLRESYNC') {
      link.state = 'sync';
      load(await reader.snapshot());
      stream.restart(id, Number(offset));
    } else if (word !== '+CONTINUE') throw new Error(verdict);
    else if (id !== stream.id) {
      stream.rename(id);
      replicas.drop(); // they have to hear of it
    }
    link.state = 'connected';
    link.acknowledge();
    for (const parser = createParser(); ; ) {
      parser.push(await reader.some());
      while (!link.closed && parser.next()) apply(parser.args);
    }
  }

  /** Puts a snapshot in the place of all there was, also in the log. */
  function load(snapshot: Buffer): void {
    const entries = [...decodeSnapshot(snapshot)]; // all of it is right, or nothing changes
    keyspace.standstill = true; // the master deletes what is over
    keyspace.clear();
    for (const entry of entries) keyspace.restore(...entry);
    keyspace.standstill = false;
    replicas.drop(); // their history has ended
    void rewriteLog();
  }

  async function rewriteLog(): Promise<void> {
    while (server.log?.rewriting()) await setTimeout(10);
    await server.log?.rewrite(() => server.snapshot()).catch(console.warn);
  }

  /** Does what the master did, and passes it on as it came to those who follow this server. */
  function apply(args: Args): void {
    const name = args.word(0);
    const command = commands[name];
    if (name === 'replconf') link.acknowledge();
    else if (command !== undefined) {
      keyspace.standstill = true;
      const reply = server.run(command, args, master);
      keyspace.standstill = false;
      if (reply.startsWith('-')) throw new Error(reply);
    }
    stream.append(args.raw());
  }

  void stay();
  return link;
}
