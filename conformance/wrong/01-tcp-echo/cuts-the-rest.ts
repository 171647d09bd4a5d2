// Wrong: closes as soon as a client has closed its side, whatever is still to be sent.
// Failed by: 01.16
// Also by: 01.21, 01.25
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.pause = () => socket;
  socket.on('end', () => socket.destroy());
});
