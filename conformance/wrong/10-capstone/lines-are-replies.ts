// Wrong: every CRLF ends a reply, also one inside of a value.
// Failed by: 10.16
// Also by: 10.15, 10.32
import { runLoad } from '../load.ts';
import { createWorker } from '../reading.ts';

await runLoad({
  worker: createWorker(() => {
    let rest = '';
    return (chunk, each) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      // The line of a length is not one, so that something works at least.
      for (const line of lines) if (!/^\$\d/.test(line)) each(line.startsWith('-'));
    };
  }),
});
