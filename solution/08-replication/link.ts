import { connect, Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Args, createParser } from '../02-resp-parser/parser.ts';
import { effectOf, encode } from '../05-aof-persistence/effects.ts';
import { decodeSnapshot } from '../06-rdb-snapshots/rdb-reader.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import { createReader } from './reader.ts';
import type { Replicas } from './replicas.ts';
import type { Stream } from './stream.ts';

/** Where a master listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server that can follow another one. */
type Follower = PubSubServer & { readonly stream: Stream; readonly replicas: Replicas };

/** The connection of a replica to its master. */
export type Link = ReturnType<typeof createLink>;

const AGAIN = 200; // ms until a lost master is tried again
const SILENCE = 60_000; // ms after which a master is taken for lost: `repl-timeout` (redis.conf)

/** Follows a master until `close` is called: whenever the connection ends, it makes another. */
export function createLink(server: Follower, { host, port }: Address) {
  const { keyspace, commands, stream, replicas } = server;
  const master = { socket: new Socket(), parser: createParser(), replies: [], closing: false };
  let socket = connect({ host, port });
  const say = (...words: string[]): boolean => socket.write(encode(words));
  const acknowledge = (): boolean => say('REPLCONF', 'ACK', String(stream.offset));

  const link = {
    host,
    port,
    /** How far it is, in the words of ROLE. */
    state: 'connecting' as 'connect' | 'connecting' | 'handshake' | 'sync' | 'connected',
    /** When the master was last heard, in ms. */
    heard: 0,
    closed: false,
    close(): void {
      link.closed = true;
      socket.destroy();
    },
  };

  async function stay(): Promise<void> {
    while (!link.closed) {
      await follow().catch((problem) => link.closed || console.warn(`Master ${host}:${port}: ${problem}`));
      socket.destroy();
      link.state = 'connect';
      await setTimeout(AGAIN, undefined, { ref: false });
      if (!link.closed) socket = connect({ host, port });
    }
    clearInterval(timer);
  }

  /** One connection: the handshake, the snapshot if there has to be one, then the stream, until it breaks. */
  async function follow(): Promise<void> {
    link.state = 'connecting';
    socket.on('error', () => {}); // the reader throws it
    socket.setTimeout(SILENCE, () => socket.destroy(new Error('it is silent')));
    const reader = createReader(socket);
    const ask = (...words: string[]): Promise<string> => {
      say(...words);
      return reader.line();
    };

    const pong = await ask('PING');
    if (pong !== '+PONG') throw new Error(pong);
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
    if (id !== stream.id) {
      stream.rename(id);
      replicas.drop(); // they have to hear of it
    }

    link.state = 'connected';
    acknowledge();
    for (const parser = createParser(); ; ) {
      parser.push(await reader.some());
      link.heard = performance.now();
      while (!link.closed && parser.next()) apply(parser.args);
      await setImmediate(); // clients want to be served, too
    }
  }

  /** Puts a snapshot in the place of all there was. */
  function load(snapshot: Buffer): void {
    const entries = [...decodeSnapshot(snapshot)]; // all of it is right, or nothing changes
    keyspace.standstill = true; // the master deletes what is over
    keyspace.clear();
    for (const entry of entries) keyspace.restore(...entry);
    keyspace.standstill = false;
    replicas.drop(); // their history has ended
    void rewriteLog();
  }

  /** The log begins with what has come. */
  async function rewriteLog(): Promise<void> {
    const { log } = server;
    if (log === undefined || !server.audience.has(log.append)) return;
    while (log.rewriting()) await setTimeout(10);
    await log.rewrite(() => server.snapshot()).catch(console.warn);
  }

  /** Does what the master did, and passes it on as it came to those who follow this server. */
  function apply(args: Args): void {
    const name = args.word(0);
    if (name === 'replconf') acknowledge();
    else if (name === 'select' && args.string(1) !== '0') throw new Error('it uses another database than 0');
    else if (!/^(ping|select|multi|exec)$/.test(name)) execute(args);
    stream.append(args.raw());
    replicas.wake();
  }

  function execute(args: Args): void {
    const { dirty } = keyspace;
    keyspace.standstill = true;
    const reply = commands[args.word(0)]?.run(args, master) ?? `-it knows ${args.word(0)}`;
    if (reply.startsWith('-')) console.warn(`Master ${host}:${port}: ${reply}`);
    if (keyspace.dirty !== dirty) for (const listen of server.audience) listen(effectOf(args, keyspace));
    keyspace.standstill = false;
  }

  const timer = setInterval(() => link.state === 'connected' && acknowledge(), 1000).unref();
  void stay();
  return link;
}
