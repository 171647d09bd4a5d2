// A port of the harness's own: there it plays the server that a candidate connects to.
import { createServer, type Socket } from 'node:net';
import { beginWait } from '../candidate/patience.ts';
import { Failure } from '../verdict/failure.ts';
import type { Transcript } from '../wire/transcript.ts';
import type { Wire, Within } from '../wire/wire.ts';
import type { Server } from './server.ts';

export interface Listener {
  readonly port: number;
  /** The next connection, which this server makes. @throws {Failure} `timed out` when it makes none */
  accept(from: Server, options?: Within): Promise<Wire>;
  /** Closes the port: who connects is refused. */
  close(): void;
}

/** Opens a port on 127.0.0.1; `wrap` makes a wire of a connection. */
export async function openListener(
  transcript: Transcript,
  wrap: (socket: Socket, from: Server) => Wire,
): Promise<Listener> {
  const waiting: Socket[] = [];
  let wake = () => {};
  const port = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {}); // it may be gone before a test asks for it
    waiting.push(socket);
    wake();
  });
  await new Promise<void>((resolve) => port.listen(0, '127.0.0.1', resolve));
  const address = port.address();

  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    // It may be that a server connects once a second only.
    async accept(from, { within = 6_000, idleFor = 3_000 } = {}) {
      for (;;) {
        const socket = waiting.shift();
        if (socket?.destroyed === false) {
          transcript.note(from.name, 'connected', 'to the port of the harness');
          return wrap(socket, from);
        }
        const wait = beginWait([from], within, idleFor);
        wake = wait.end;
        const reason = await wait.givenUp;
        if (reason === '') continue;
        throw new Failure('timed out', reason, { expected: 'a connection', received: 'none' });
      }
    },
    close() {
      port.close();
      for (const socket of waiting) socket.destroy();
    },
  };
}
