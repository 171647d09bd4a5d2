// Wrong: a request is timed from the reply before it, when that came later than the request was sent.
// Failed by: 10.24
// Also by: 10.25, 10.37
import { noting, runLoad, type Worker } from '../load.ts';

const worker: Worker = (...given) => {
  let before = 0;
  const sinceReply = noting((ms) => {
    const now = performance.now();
    const latency = Math.min(ms, now - before);
    before = now;
    return latency;
  });
  return sinceReply(...given);
};
await runLoad({ worker });
