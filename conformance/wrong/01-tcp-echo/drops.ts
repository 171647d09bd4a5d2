// Wrong: drops what a client can't take at once.
// Failed by: 01.14, 01.22
// Also by: 01.8, 01.9, 01.13, 01.16, 01.18, 01.21
import { onWrite, runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.pause = () => socket;
  onWrite(socket, (bytes, write) => !socket.writableNeedDrain && write(bytes));
});
