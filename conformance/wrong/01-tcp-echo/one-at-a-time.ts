// Wrong: serves one client until it has gone, then the next.
// Failed by: 01.12
// Also by: 01.5, 01.7, 01.10, 01.11, 01.13, 01.14, 01.16, 01.17, 01.18, 01.19, 01.21, 01.22, 01.24, 01.26, 01.27
import { runSpoilt } from '../echo.ts';

let turn = Promise.resolve();

runSpoilt(import.meta.filename, (socket) => {
  socket.pause();
  void turn.then(() => socket.resume());
  turn = turn.then(() => new Promise((resolve) => socket.once('close', () => resolve())));
});
