import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Args } from '../02-resp-parser/parser.ts';
import { createParser } from '../02-resp-parser/parser.ts';
import { effectOf, encode } from '../05-aof-persistence/effects.ts';
import { decodeSnapshot } from '../06-rdb-snapshots/rdb-reader.ts';
import type { PubSubServer } from '../07-pub-sub/server.ts';
import { createReader } from './reader.ts';
import type { Replicas } from './replicas.ts';
import type { Stream } from './stream.ts';

/** How far a replica has come with its master, as ROLE calls it. */
export type LinkState = 'connect' | 'connecting' | 'handshake' | 'sync' | 'connected';

/** Where a master listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The connection of a replica to its master. */
export type Link = ReturnType<typeof createLink>;

const AGAIN = 200; // ms until a lost master is tried again
const SILENCE = 60_000; // ms after which a master is taken for lost: `repl-timeout` (redis.conf)

/** Follows a master until `close` is called: whenever the connection ends, it makes another. */
export function createLink(
  server: PubSubServer,
  stream: Stream,
  replicas: Replicas,
  { host, port }: Address,
) {
  const { keyspace, commands } = server;
  let socket = connect({ host, port });
  let problem = '';

  const link = {
    host,
    port,
    state: 'connecting' as LinkState,
    /** When the master was last heard, and since when it hasn't been connected, in ms. */
    heard: Number.NaN,
    lost: performance.now(),
    closed: false,
    close(): void {
      link.closed = true;
      socket.destroy();
    },
  };

  async function stay(): Promise<void> {
    while (!link.closed) {
      await follow().catch(complain);
      socket.destroy();
      if (link.state === 'connected') link.lost = performance.now();
      link.state = 'connect';
      await setTimeout(AGAIN, undefined, { ref: false });
      if (!link.closed) socket = connect({ host, port });
    }
  }

  function complain(error: unknown): void {
    const reason = `Master ${host}:${port}: ${error instanceof Error ? error.message : error}`;
    if (reason !== problem && !link.closed) console.warn(reason);
    problem = reason;
  }

  /** One connection: the handshake, the snapshot if there has to be one, then the stream, until it breaks. */
  async function follow(): Promise<void> {
    link.state = 'connecting';
    socket.setTimeout(SILENCE, () => socket.destroy(new Error('nothing was heard of it')));
    const reader = createReader(socket);
    const ask = (...words: string[]): Promise<string> => {
      socket.write(encode(words));
      return reader.line();
    };

    const pong = await ask('PING');
    if (pong !== '+PONG') throw new Error(pong);
    link.state = 'handshake';
    await ask('REPLCONF', 'listening-port', server.config['port'] ?? '');
    await ask('REPLCONF', 'capa', 'eof', 'capa', 'psync2');
    const place = stream.begun ? [stream.id, String(stream.offset + 1)] : ['?', '-1'];
    const [verdict, id = stream.id, offset] = (await ask('PSYNC', ...place)).split(' ');
    if (verdict === '+FULLRESYNC') {
      link.state = 'sync';
      load(await reader.snapshot());
      stream.restart(id, Number(offset));
    } else if (verdict !== '+CONTINUE') throw new Error([verdict, id, offset].join(' '));
    else if (id !== stream.id) {
      stream.rename(id);
      replicas.drop(); // they have to hear of the new name
    }

    link.state = 'connected';
    problem = '';
    acknowledge();
    const parser = createParser();
    for (;;) {
      parser.push(await reader.some());
      link.heard = performance.now();
      while (!link.closed && parser.next()) apply(parser.args);
    }
  }

  /** Puts a snapshot in the place of all there was. */
  function load(snapshot: Buffer): void {
    if (link.closed) throw new Error('it is no longer followed');
    const entries = [...decodeSnapshot(snapshot)]; // all of it is right, or nothing changes
    keyspace.standstill = true; // what is over the master deletes
    keyspace.clear();
    for (const entry of entries) keyspace.restore(...entry);
    keyspace.standstill = false;
    replicas.drop(); // their history has ended
    void rewriteLog();
  }

  /** The log begins with the dataset that has come. */
  async function rewriteLog(): Promise<void> {
    const { log } = server;
    if (log === undefined || !server.audience.has(log.append)) return;
    while (log.rewriting()) await setTimeout(10);
    await log.rewrite(() => server.snapshot()).catch(complain);
  }

  /** Does what the master has done, and passes it on, byte by byte, to those who follow this server. */
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
    const reply = commands[args.word(0)]?.run(args, master) ?? `-unknown command '${args.word(0)}'`;
    if (reply.startsWith('-')) complain(reply);
    if (keyspace.dirty !== dirty) for (const listen of server.audience) listen(effectOf(args, keyspace));
    keyspace.standstill = false;
  }

  function acknowledge(): void {
    socket.write(encode(['REPLCONF', 'ACK', String(stream.offset)]));
  }

  const master = { socket, parser: createParser(), replies: [], closing: false };
  const timer = setInterval(() => {
    if (link.closed) clearInterval(timer);
    else if (link.state === 'connected') acknowledge();
  }, 1000).unref();
  void stay();
  return link;
}
