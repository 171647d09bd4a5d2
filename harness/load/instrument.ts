// The instrumented server: a Redis server, to look at, that knows the truth about a load generator and can misbehave.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { createRequestReader, type SeenRequest } from './requests.ts';

/** What the server does but answer at once, as an empty Redis would. */
export interface Behaviour {
  /** How many ms it lets a request wait: from its arrival, or from the reply before it on its connection. */
  readonly hold?: (request: SeenRequest) => number;
  /** Answers nothing before each connection has so many requests in flight, or all have come. */
  readonly gather?: Gathering;
  /** Another reply, as RESP. */
  readonly reply?: (request: SeenRequest) => string | undefined;
  /** Cuts replies into pieces of so many bytes, each with a packet of its own. */
  readonly pieces?: number;
  /** What happens when so many requests have come: instead of a reply, once, or to all that follow. */
  readonly after?: { readonly requests: number; readonly mishap: Mishap };
}

/** So many connections, with so many requests in flight on each, of so many in all. */
export interface Gathering {
  readonly clients: number;
  readonly depth: number;
  readonly total: number;
}

/** `silence`: no reply any more, on any connection; `mute`: on this one; `end` and `reset`: all connections; else these bytes, once. */
export type Mishap = 'silence' | 'mute' | 'end' | 'reset' | { readonly bytes: string };

export interface Instrument {
  readonly port: number;
  /** All requests, in the order in which they came. */
  readonly requests: readonly SeenRequest[];
  /** How many connections there were. */
  readonly connections: number;
  /** How many requests a connection had in flight at most. */
  readonly depth: number;
  /** What came that is no request. */
  readonly problem: string | undefined;
  /** True as long as it holds a reply back that it will send. */
  readonly owes: boolean;
  /** True when it may fall silent: the load generator has reason to wait. */
  readonly isQuiet: boolean;
  /** Calls back when so many requests have come. */
  when(requests: number, call: () => void): void;
  /** Once the load generator has ended: waits until all that it connected and sent has been seen. */
  settle(): Promise<void>;
  close(): void;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startInstrument(behaviour: Behaviour): Promise<Instrument> {
  const requests: SeenRequest[] = [];
  const lines: Line[] = [];
  const calls = new Map<number, () => void>();
  const state = {
    depth: 0,
    holding: 0,
    problem: undefined as string | undefined,
    over: false,
    gathered: false,
  };
  const { gather, after } = behaviour;

  const server = createServer({ noDelay: true }, (socket) => {
    const line: Line = { socket, waiting: [], busy: false, number: lines.length };
    lines.push(line);
    const read = createRequestReader(
      (words) => receive(line, words),
      (problem) => {
        state.problem ??= problem;
        socket.destroy();
      },
    );
    socket.on('data', (chunk) => {
      read(chunk);
      state.depth = Math.max(state.depth, line.waiting.length);
      void (gather === undefined ? answer(line) : gatherAndAnswer(gather));
    });
    socket.on('error', () => {});
  });

  function receive(line: Line, words: readonly Buffer[]): void {
    const request = { index: requests.length, connection: line.number, words, receivedAt: performance.now() };
    requests.push(request);
    line.waiting.push(request);
    calls.get(requests.length)?.();
    if (after !== undefined && requests.length === after.requests) strike(line, after.mishap);
  }

  function strike(line: Line, how: Mishap): void {
    if (typeof how !== 'string') return void line.socket.write(how.bytes, 'latin1');
    if (how === 'mute') {
      line.busy = true; // for ever
      return;
    }
    state.over = true;
    if (how === 'end') for (const each of lines) each.socket.end();
    if (how === 'reset') for (const each of lines) each.socket.resetAndDestroy();
  }

  /** Answers what waits on a connection, in order. */
  async function answer(line: Line): Promise<void> {
    if (line.busy) return;
    line.busy = true;
    let replies = '';
    const send = async () => {
      const sent = replies;
      replies = '';
      await write(line.socket, sent, behaviour.pieces);
    };
    while (!state.over && line.waiting.length > 0) {
      for (let left = line.waiting.length; left > 0; left--) {
        const [request] = line.waiting;
        if (request === undefined) break;
        const ms = behaviour.hold?.(request) ?? 0;
        if (ms > 0) {
          await send();
          await held(ms);
          if (state.over) break;
        }
        line.waiting.shift();
        replies += behaviour.reply?.(request) ?? redisReply(request);
        request.answeredAt = performance.now();
      }
      await send();
    }
    line.busy = false;
  }

  async function held(ms: number): Promise<void> {
    state.holding++;
    await delay(ms);
    state.holding--;
  }

  /** Answers everything at once, when every connection has sent what it can: no sooner, and not before it had the time to send more. */
  async function gatherAndAnswer({ clients, depth, total }: Gathering): Promise<void> {
    const complete = lines.length >= clients && lines.every(({ waiting }) => waiting.length >= depth);
    if (state.gathered || (!complete && requests.length < total)) return;
    state.gathered = true;
    await held(2);
    state.gathered = false;
    for (const line of lines) void answer(line);
  }

  /** Connections are accepted in the order in which they were made, so behind one of our own none is left. */
  async function settle(): Promise<void> {
    if (!server.listening) return;
    const last = connect(port, '127.0.0.1');
    await once(last, 'connect');
    const isLast = ({ socket }: Line) => socket.remotePort === last.localPort;
    while (!lines.some(isLast)) await turn();
    lines.splice(lines.findIndex(isLast), 1);
    last.destroy();
    const closed = lines.map(
      ({ socket }) => socket.closed || new Promise((resolve) => socket.once('close', resolve)),
    );
    await Promise.race([Promise.all(closed), delay(1000)]); // who left the process group may hold one for ever
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    port,
    requests,
    get connections() {
      return lines.length;
    },
    get depth() {
      return state.depth;
    },
    get problem() {
      return state.problem;
    },
    get owes() {
      return state.holding > 0;
    },
    isQuiet: after?.mishap === 'silence' || after?.mishap === 'mute',
    when: (count, call) => calls.set(count, call),
    settle,
    close() {
      state.over = true;
      server.close();
      for (const { socket } of lines) socket.destroy();
    },
  };
}

/** One connection. */
interface Line {
  readonly number: number;
  readonly socket: Socket;
  /** Requests without a reply, in order. */
  readonly waiting: SeenRequest[];
  /** True while something is answering them. */
  busy: boolean;
}

/** What Redis says when a key has no value yet. */
function redisReply({ words }: SeenRequest): string {
  const name = words[0]?.toString('latin1').toUpperCase() ?? '';
  return (
    { PING: '+PONG\r\n', SET: '+OK\r\n', GET: '$-1\r\n', INCR: ':1\r\n' }[name] ?? '-ERR unknown command\r\n'
  );
}

async function write(socket: Socket, bytes: string, pieces: number | undefined): Promise<void> {
  if (pieces === undefined || bytes === '') return void (socket.destroyed || socket.write(bytes, 'latin1'));
  // Without Nagle's algorithm each write is a packet, and the other side is given a turn for each.
  for (let at = 0; at < bytes.length && !socket.destroyed; at += pieces) {
    socket.write(bytes.slice(at, at + pieces), 'latin1');
    await delay(1);
  }
}
