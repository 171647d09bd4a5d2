// Wrong: takes its leave in words.
// Failed by: 01.15
// Also by: 01.16, 01.25, 01.27
import { runSpoilt } from '../echo.ts';

runSpoilt(import.meta.filename, (socket) => {
  socket.on('end', () => socket.write('bye\n'));
});
