import { createServer as createNetServer, type Socket } from 'node:net';
import { flags, main, type Startable } from './main.ts';

/** Sends every byte back to the client it came from, unchanged and in order. */
export function echo(socket: Socket): void {
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('end', () => socket.end()); // sent after all that was written before it
  socket.on('error', () => {}); // a client that vanished; without a listener it would end the process
}

/** A server that hands each of its clients to `serve`. */
export function createServer(serve: (socket: Socket) => void = echo): Startable {
  const net = createNetServer({ allowHalfOpen: true, noDelay: true }, serve);
  return { net, listen: (port) => net.listen(port, '127.0.0.1') };
}

main(import.meta.filename, flags, () => createServer());
