// Wrong: keeps one client in a variable of the module: whoever came last gets everything.
// Failed by: 01.10, 01.11
// Also by: 01.5, 01.7, 01.12, 01.13, 01.14, 01.16, 01.17, 01.18, 01.19, 01.21, 01.22, 01.24, 01.26, 01.27
import type { Socket } from 'node:net';
import { onWrite, runSpoilt } from '../echo.ts';

let write: Socket['write'];

runSpoilt(import.meta.filename, (socket) => {
  write = socket.write.bind(socket);
  onWrite(socket, (bytes) => write(bytes));
});
