// Wrong: reads from nobody as long as one client doesn't take what was sent to it.
// Failed by: 01.13
// Also by: 01.14, 01.16, 01.18, 01.21, 01.22
import type { Socket } from 'node:net';
import { onWrite, runSpoilt } from '../echo.ts';

const sockets = new Set<Socket>();

function goOn(): void {
  if ([...sockets].some((socket) => socket.writableNeedDrain)) return;
  for (const socket of sockets) socket.resume();
}

runSpoilt(import.meta.filename, (socket) => {
  sockets.add(socket);
  socket.on('drain', goOn);
  socket.on('close', () => {
    sockets.delete(socket);
    goOn();
  });
  onWrite(socket, (bytes, write) => {
    const taken = write(bytes);
    if (!taken) for (const each of sockets) each.pause();
    return taken;
  });
});
