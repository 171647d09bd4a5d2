// A worker of stage 10 with another idea of where a reply ends.
import type { createReplyReader } from '../../solution/10-capstone/replies.ts';
import type { Worker } from './load.ts';

/** Works on one connection with readers of this kind. */
export function createWorker(createReader: typeof createReplyReader): Worker {
  return async (socket, pipeline, load, tally) => {
    const read = createReader();
    const since: number[] = [];
    const done = () => since.length === 0 && load.over();
    const fill = () => {
      const now = performance.now();
      while (since.length < pipeline && load.take(now) !== undefined) {
        since.push(now);
        socket.write(load.request(), 'latin1');
        tally.sent++;
        tally.progress = now;
      }
    };
    fill();
    if (done()) return;
    for await (const chunk of socket) {
      const now = performance.now();
      tally.progress = now;
      read(chunk, (isError) => {
        const from = since.shift();
        if (from === undefined) return;
        tally.latencies.push(now - from);
        if (isError) tally.errors++;
      });
      fill();
      if (done()) return;
    }
    throw new Error('the server closed a connection');
  };
}
