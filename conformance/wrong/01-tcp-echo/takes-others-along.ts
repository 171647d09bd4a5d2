// Wrong: closes all connections when one of them breaks off.
// Failed by: 01.18
// Also by: 01.14, 01.17, 01.19, 01.27
import type { Socket } from 'node:net';
import { runSpoilt } from '../echo.ts';

const sockets = new Set<Socket>();

runSpoilt(import.meta.filename, (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => {
    for (const each of sockets) each.destroy();
  });
});
