// Wrong: turns the bytes into text and back: what isn't UTF-8 is lost.
// Failed by: 01.4, 01.5
import { onWrite, runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  onWrite(socket, (bytes, write) => write(Buffer.from(bytes.toString())));
});
