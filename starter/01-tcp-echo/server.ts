// Stage 01. Begin here, with echo(): three events, three lines. main.ts is done; exercises.ts comes last.
import { createServer as createNetServer, type Socket } from 'node:net';
import { flags, main, type Startable } from './main.ts';

/**
 * Sends every byte back to the client it came from, unchanged and in order.
 * @param socket the connection with one client; this function is called once for each
 */
export function echo(socket: Socket): void {
  // Instead of this, say what happens when bytes come: GUIDE.md, "The data event".
  socket.resume().end();
}

// Take this out when you have begun.
console.error('echo() is not implemented yet: begin in starter/01-tcp-echo/server.ts');

/** A server that hands each of its clients to `serve`. */
export function createServer(serve: (socket: Socket) => void = echo): Startable {
  // allowHalfOpen: a client that sends nothing more may still read. Closing our side is up to us (test 01.15).
  // noDelay: a small answer leaves at once, instead of waiting for a bigger packet.
  const net = createNetServer({ allowHalfOpen: true, noDelay: true }, serve);
  return { net, listen: (port) => net.listen(port, '127.0.0.1') };
}

main(import.meta.filename, flags, () => createServer());
