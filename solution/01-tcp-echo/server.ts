import { createServer as createNetServer } from 'node:net';
import { flags, main, type Startable } from './main.ts';

/** A server that sends every byte back, unchanged and in order. */
export function createServer(): Startable {
  const net = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('data', (chunk) => socket.write(chunk));
    socket.on('end', () => socket.end()); // sent after all that was written before it
    socket.on('error', () => {}); // a client that vanished; without a listener it would end the process
  });
  return { net, listen: (port) => net.listen(port, '127.0.0.1') };
}

main(import.meta.filename, flags, createServer);
