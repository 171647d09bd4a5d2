// Wrong: closes when a client says QUIT.
// Failed by: 01.6
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.on('data', (bytes) => {
    if (/^quit\r?\n$/i.test(bytes.toString('latin1'))) socket.destroy();
  });
});
