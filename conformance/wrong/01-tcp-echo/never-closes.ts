// Wrong: never closes its own side of a connection.
// Failed by: 01.15, 01.19
// Also by: 01.16, 01.25, 01.26, 01.27
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.end = () => socket;
});
