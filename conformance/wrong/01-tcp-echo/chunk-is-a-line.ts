// Wrong: takes each chunk for whole lines.
// Failed by: 01.24
import { createExercises, exerciseFlags } from '../../../solution/01-tcp-echo/exercises.ts';
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createServer } from '../../../solution/01-tcp-echo/server.ts';

main(import.meta.filename, exerciseFlags, (flags) => {
  if (flags.lines === 'no') return createExercises(flags);
  return createServer((socket) => {
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').replace(/\n$/, '').split('\n')) {
        socket.write(`${line.length} ${line}\n`, 'latin1');
      }
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
});
