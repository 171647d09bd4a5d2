// Wrong: has no listener for a connection's errors: the first client that breaks off ends the process.
// Failed by: 01.17
// Also by: 01.14, 01.18, 01.19, 01.22, 01.26, 01.27
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  process.nextTick(() => socket.removeAllListeners('error'));
});
