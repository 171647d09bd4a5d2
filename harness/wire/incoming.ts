// The receiving side of a connection: what came, whether it was closed, and waiting for either.
import type { Socket } from 'node:net';
import { beginWait } from '../candidate/patience.ts';
import { Failure } from '../verdict/failure.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { grouped, quote } from './text.ts';
import type { Within } from './wire.ts';

export interface Incoming {
  readonly inbox: Inbox;
  /** How the connection was closed, once it was. */
  readonly closed: string | undefined;
  /** Notes that the connection is closed; the first note counts. */
  close(how: string): void;
  /** Looks again at what is awaited. */
  wake(): void;
  /**
   * Waits until `look` finds something.
   * @throws {Failure} `connection closed`, or `timed out` when no answer can be expected any more
   */
  until<T>(look: () => T | undefined, awaited: string, options?: Within): Promise<T>;
}

/** The most that a wait lasts, in ms: no loaded machine needs it, and only a server that never rests uses it up. */
const longest = 15_000;

/** The most that may wait to be read, in bytes: four times the largest reply that any test asks for. */
const flood = 256 * 1024 * 1024;

export function receiveFrom(
  socket: Socket,
  waitFor: () => readonly { readonly pid: number }[],
  onClose: (how: string) => void,
): Incoming {
  const inbox = createInbox();
  let closed: string | undefined;
  let wake = () => {};

  const close = (how: string) => {
    if (closed !== undefined) return;
    closed = how;
    onClose(how);
    wake();
  };
  socket.on('data', (chunk) => {
    inbox.push(chunk);
    if (inbox.length > flood) socket.destroy();
    wake();
  });
  socket.on('drain', () => wake());
  socket.on('end', () => close('by the server'));
  socket.on('error', (error) => close(`by the server (${error.message})`));

  /** Resolves with '' when something came, or with the reason why nothing will. */
  function somethingNew({ within = longest, idleFor }: Within): Promise<string> {
    const wait = beginWait(waitFor(), within, idleFor);
    wake = wait.end;
    return wait.givenUp;
  }

  return {
    inbox,
    get closed() {
      return closed;
    },
    close,
    wake: () => wake(),
    async until(look, awaited, options = {}) {
      const failure = (verdict: 'connection closed' | 'timed out', message: string) => {
        const bytes = inbox.length === 0 ? 'nothing' : `${quote(inbox.peek())} and nothing more`;
        return new Failure(verdict, message, { expected: awaited, received: bytes });
      };
      for (;;) {
        const found = look();
        if (found !== undefined) return found;
        if (inbox.length > flood) {
          const received = `${grouped(inbox.length)} bytes, and no end of it`;
          throw new Failure('wrong reply', '', { expected: awaited, received });
        }
        if (closed !== undefined) throw failure('connection closed', `the connection was closed ${closed}`);
        // Each byte that comes renews the patience: a large reply may take its time.
        const reason = await somethingNew(options);
        if (reason !== '') throw failure('timed out', reason);
      }
    },
  };
}
