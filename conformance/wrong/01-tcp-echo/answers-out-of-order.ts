// Wrong: some chunks wait for something before they are sent back, and later ones overtake them.
// Failed by: 01.8
// Also by: 01.9, 01.13, 01.14, 01.16, 01.18, 01.21, 01.22
import { setTimeout as delay } from 'node:timers/promises';
import { onWrite, runSpoilt } from '../echo.ts';

let large = 0;

runSpoilt(import.meta.filename, (socket) => {
  onWrite(socket, (bytes, write) => {
    if (bytes.length < 1_000 || large++ % 2 === 0) return write(bytes);
    // As if it were written to a log first.
    void delay(1).then(() => write(bytes));
    return true;
  });
});
