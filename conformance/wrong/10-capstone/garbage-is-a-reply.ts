// Wrong: whatever a line begins with, it is a reply.
// Failed by: 10.32
import { runLoad } from '../load.ts';
import { createWorker } from '../reading.ts';

await runLoad({
  worker: createWorker(() => {
    let rest = '';
    return (chunk, each) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const size = /^\$(\d+)\r/.exec(rest)?.[1];
        const whole = end + 2 + (size === undefined ? 0 : Number(size) + 2);
        if (rest.length < whole) return;
        each(rest.startsWith('-'));
        rest = rest.slice(whole);
      }
    };
  }),
});
