// Load at a fixed rate. Each request has a moment at which it is due, and its latency runs from then: a server that
// stalls makes all requests late that fall into the stall, not only the one that met it (no coordinated omission).
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Parser from 'redis-parser';
import { encode, keyName, patience } from './fill.ts';

export interface PacedOptions {
  readonly port: number;
  readonly clients: number;
  /** Requests per second. */
  readonly rate: number;
  /** How long requests are sent; what is under way then is waited for. */
  readonly seconds: number;
  /** The bytes of the n-th request. */
  request(n: number): string;
  /** Whether it sleeps between requests, and sends them up to 2 ms late. Else it keeps a core from others, now and then for 10 ms. */
  readonly sleeps?: boolean;
  /** Ends it before: resolves as soon as all that was sent is answered. */
  readonly until?: AbortSignal;
}

export interface Paced {
  /** In ms, one for each request, in no order. */
  readonly latencies: Float64Array;
  /** How much later than due each was sent, in ms: what of the latency is ours. */
  readonly lateness: Float64Array;
  /**
   * The longest that a request was seen to be unanswered, in ms: from its sending to the last look for replies that found
   * none for it. Where we stalled we did not look, so no stall of ours is in it.
   */
  readonly longestWait: number;
  /** Replies per second. */
  readonly answered: number;
}

/** Sends requests at a fixed rate, over all connections in turn. @throws {Error} when the server fails or stalls for 10 s */
export async function pacedLoad(options: PacedOptions): Promise<Paced> {
  const { port, clients, rate, seconds, request, sleeps = false, until } = options;
  const total = Math.max(1, Math.round(rate * seconds));
  const [latencies, lateness] = [new Float64Array(total), new Float64Array(total)];
  let [sent, answered] = [0, 0];
  let failure: Error | undefined;
  let longestWait = 0;
  // The last two looks for replies. What comes now came behind the one before the last.
  let [lastLook, lookBefore] = [0, 0];
  const onReply = ({ due, sentAt }: Waiting) => {
    latencies[answered++] = performance.now() - due;
    longestWait = Math.max(longestWait, lookBefore - sentAt);
  };
  const onFailure = (error: Error) => {
    failure ??= error;
  };
  const lanes = await Promise.all(Array.from({ length: clients }, () => openLane(port, onReply, onFailure)));
  try {
    const start = performance.now();
    for (let progress = start; failure === undefined; ) {
      const now = performance.now();
      const ended = sent === total || until?.aborted === true;
      if (ended && answered === sent) break;
      if (ended && now - progress > patience) throw new Error(`no reply within ${patience / 1000} s`);
      for (; !ended && sent < total; sent++) {
        const due = start + (1000 * sent) / rate;
        if (due > now) break;
        lanes[sent % clients]?.send(request(sent), due);
        lateness[sent] = now - due;
        progress = now;
      }
      [lookBefore, lastLook] = [lastLook, performance.now()];
      // A timer is a millisecond coarse. The other turns the event loop at once.
      await (sleeps ? delay(1) : new Promise(setImmediate));
    }
    if (failure !== undefined) throw failure;
    return {
      latencies: latencies.slice(0, answered),
      lateness: lateness.slice(0, sent),
      longestWait,
      answered: (1000 * answered) / (performance.now() - start),
    };
  } finally {
    for (const { socket } of lanes) socket.destroy();
  }
}

/** The moments at which an unanswered request was due, and sent. */
interface Waiting {
  readonly due: number;
  readonly sentAt: number;
}

/** One connection, and its unanswered requests. */
async function openLane(port: number, onReply: (to: Waiting) => void, onFailure: (error: Error) => void) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const waiting: Waiting[] = [];
  const onAnswer = () => {
    const first = waiting.shift();
    if (first === undefined) onFailure(new Error('the server answers what nobody asked'));
    else onReply(first);
  };
  const parser = new Parser({
    returnReply: onAnswer,
    returnError: onFailure,
    returnFatalError: onFailure,
    returnBuffers: true,
  });
  socket.on('data', (data) => parser.execute(data));
  socket.on('error', onFailure);
  socket.on('close', () => waiting.length > 0 && onFailure(new Error('the server closed the connection')));
  return {
    socket,
    send(bytes: string, due: number) {
      socket.write(bytes, 'latin1');
      waiting.push({ due, sentAt: performance.now() });
    },
  };
}

/** GET and SET in turn, of keys that were filled, all over the keyspace. */
export function getsAndSets(keyspace: number, size: number): (n: number) => string {
  const value = 'x'.repeat(size);
  return (n) => {
    // A walk with a large step that has no factor in common with the keyspace reads like a random one.
    const key = keyName((n * 7919) % keyspace);
    return n % 2 === 0 ? encode('GET', key) : encode('SET', key, value);
  };
}
