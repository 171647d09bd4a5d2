// Wrong: gathers a whole line before it sends anything back.
// Failed by: 01.2
// Also by: 01.6
import { onWrite, runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  let held: Buffer[] = [];
  onWrite(socket, (bytes, write) => {
    const end = bytes.lastIndexOf('\n') + 1;
    if (end === 0) return held.push(bytes) > 0;
    const whole = Buffer.concat([...held, bytes.subarray(0, end)]);
    held = [bytes.subarray(end)];
    return write(whole);
  });
});
