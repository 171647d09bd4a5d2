// Wrong: sends a line back with the line end it finds right.
// Failed by: 01.3
// Also by: 01.4, 01.6
import { onWrite, runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  onWrite(socket, (bytes, write) =>
    write(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
  );
});
