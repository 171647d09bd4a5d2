// A connection to a candidate that says what a test says, and remembers it.
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../verdict/failure.ts';
import { encodeCommand } from './command.ts';
import { type Matcher, toMatcher } from './expected.ts';
import { scanFrame } from './frame.ts';
import { receiveFrom } from './incoming.ts';
import { sendTo } from './outgoing.ts';
import { parseReply, type Received } from './reply.ts';
import { grouped, quote, tellCommand, tellReceived } from './text.ts';
import type { Transcript, TranscriptLine } from './transcript.ts';
import type { Wire, Within } from './wire.ts';

export interface WireOptions {
  /** Whom to wait for: when all of these are idle, no answer will come. */
  readonly waitFor: () => readonly { readonly pid: number }[];
  readonly transcript: Transcript;
  /** How the transcript names this connection. */
  readonly name: string;
  /** A round trip on another connection: after it, a candidate has seen what was sent before it. */
  readonly barrier?: () => Promise<void>;
}

/** Connects to a candidate. @throws {Failure} `connection closed` when it refuses. */
export async function openWire({ port, ...options }: WireOptions & { port: number }): Promise<Wire> {
  const { transcript, name } = options;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => {
    const refused = (error: Error) => {
      transcript.note(name, 'refused', `connection to port ${port}: ${error.message}`);
      reject(new Failure('connection closed', `the server does not accept connections: ${error.message}`));
    };
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.off('error', refused);
      resolve();
    });
  });
  return wireOver(socket, options);
}

const LF = 10;

/** A wire over a connection that is there. */
export function wireOver(socket: Socket, { transcript, name, waitFor, barrier }: WireOptions): Wire {
  const incoming = receiveFrom(socket, waitFor, (how) => transcript.note(name, 'closed', how));
  const { inbox, until } = incoming;
  const outgoing = sendTo(socket);
  /** Commands without a reply yet: their lines get it when it comes. */
  const unanswered: TranscriptLine[] = [];
  let listening = false;

  async function received(awaited: string, options: Within = {}): Promise<Received> {
    let needed = 1;
    const length = await until(
      () => {
        while (listening && inbox.peek()[0] === LF) inbox.take(1);
        if (inbox.length < needed) return undefined;
        const frame = scanFrame(inbox.peek());
        if ('end' in frame) return frame.end;
        if ('malformed' in frame) {
          throw new Failure('wrong reply', `this is not RESP: ${frame.malformed}`, {
            expected: awaited,
            received: quote(inbox.peek()),
          });
        }
        needed = frame.needs;
        return undefined;
      },
      awaited,
      options,
    );
    const reply = parseReply(inbox.take(length));
    answer(() => tellReceived(reply));
    return reply;
  }

  function answer(text: () => string): void {
    const line = unanswered.shift();
    if (line === undefined) transcript.note(name, 'received', text);
    else line.answer = { text, took: performance.now() - line.at };
  }

  async function match(matcher: Matcher): Promise<void> {
    const reply = await received(matcher.description);
    if (matcher.matches(reply)) return;
    throw new Failure('wrong reply', '', {
      expected: matcher.description,
      received: tellReceived(reply),
    });
  }

  const wire: Wire = {
    name,
    command(...words) {
      outgoing.send(encodeCommand(words));
      unanswered.push(transcript.note(name, 'sent', () => tellCommand(words)));
      return wire;
    },
    pipeline(commands) {
      outgoing.send(Buffer.concat(commands.map(encodeCommand)));
      for (const words of commands) unanswered.push(transcript.note(name, 'sent', () => tellCommand(words)));
      return wire;
    },
    bytes(data) {
      const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
      outgoing.send(bytes);
      transcript.note(name, 'sent', () => quote(bytes));
      return wire;
    },
    async fragments(data, sizes) {
      const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
      transcript.note(name, 'sent', () => `${quote(bytes)} in ${grouped(sizes.length)} pieces`);
      let at = 0;
      for (const size of sizes) {
        outgoing.send(bytes.subarray(at, at + size));
        at += size;
        await (barrier?.() ?? nextTurn());
      }
      return wire;
    },
    async replies(...expected) {
      for (const one of expected) await match(toMatcher(one));
    },
    reply: async (options) => (await received('a reply', options)).value,
    async receives(data, options) {
      const expected = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
      const bytes = await wire.read(expected.length, options);
      if (bytes.equals(expected)) return;
      const at = bytes.findIndex((byte, i) => byte !== expected[i]);
      const from = Math.max(0, at - 8);
      throw new Failure('wrong reply', `the bytes differ from byte ${grouped(at)} on`, {
        expected: `${quote(expected.subarray(from))} from byte ${grouped(from)} on`,
        received: quote(bytes.subarray(from)),
      });
    },
    async line(options) {
      const found = () => inbox.peek().indexOf(LF) + 1 || undefined;
      const bytes = inbox.take(await until(found, 'a line', options));
      const text = bytes.toString('latin1').trimEnd();
      // An empty line is no answer: so somebody says that one has to wait.
      if (text === '') transcript.note(name, 'received', () => quote(bytes));
      else answer(() => quote(bytes));
      return text;
    },
    async read(count, options) {
      inbox.expect(count);
      await until(() => inbox.length >= count || undefined, `${grouped(count)} bytes`, options);
      const bytes = inbox.take(count);
      transcript.note(name, 'received', () => quote(bytes));
      return bytes;
    },
    async closes(options) {
      const rest = await wire.rest(options);
      if (rest.length === 0) return;
      throw new Failure('wrong reply', 'the connection was closed, but not without a word', {
        expected: 'the close of the connection',
        received: quote(rest),
      });
    },
    async rest(options) {
      await until(() => incoming.closed, 'the close of the connection', options);
      const bytes = inbox.take(inbox.length);
      if (bytes.length > 0) transcript.note(name, 'received', () => quote(bytes));
      return bytes;
    },
    async flushed() {
      await until(() => outgoing.unsent === 0 || undefined, 'the server to read what was sent');
    },
    async taken() {
      // A server that reads at all has read some of it after so many round trips with another client, also of what
      // has left this process and waits in the server's kernel.
      for (let still = 0, before = -1; still < 200; ) {
        await (barrier?.() ?? nextTurn());
        still = outgoing.unsent === before ? still + 1 : 0;
        before = outgoing.unsent;
      }
      const left = outgoing.unsent;
      transcript.note(name, 'taken', left === 0 ? 'all of it' : `all but ${grouped(left)} bytes`);
      return left === 0;
    },
    pause() {
      socket.pause();
      transcript.note(name, 'paused', 'reading nothing from here on');
      return wire;
    },
    resume() {
      socket.resume();
      transcript.note(name, 'resumed', 'reading again');
      return wire;
    },
    end() {
      outgoing.end();
      transcript.note(name, 'ended', 'sending nothing more (half-closed)');
      return wire;
    },
    reset() {
      socket.resetAndDestroy();
      incoming.close('by the client (TCP reset)');
      return wire;
    },
    close() {
      socket.destroy();
      incoming.close('by the client');
    },
    get unsent() {
      return outgoing.unsent;
    },
    listen() {
      listening = true;
      return wire;
    },
    get unread() {
      return listening ? 0 : inbox.length;
    },
  };
  return wire;
}
