// Wrong: counts the clients that come, but not those that leave.
// Failed by: 01.27
// Also by: 01.26
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  process.nextTick(() => socket.removeAllListeners('close'));
});
