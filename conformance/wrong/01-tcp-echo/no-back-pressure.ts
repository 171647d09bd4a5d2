// Wrong: reads on from a client that doesn't read, and keeps all of it in memory.
// Failed by: 01.21
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.pause = () => socket;
});
