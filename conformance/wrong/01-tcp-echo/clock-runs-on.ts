// Wrong: counts the time-out from a client's first moment, not from its last byte.
// Failed by: 01.29
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.setTimeout = (ms, close) => {
    if (ms > 0 && close !== undefined) setTimeout(close, ms).unref();
    return socket;
  };
});
