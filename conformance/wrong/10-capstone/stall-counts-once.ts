// Wrong: of all that waited during a stall, only the first counts as slow.
// Failed by: 10.25
// Also by: 10.20, 10.21, 10.22, 10.23, 10.24, 10.37, 10.38
import { noting, runLoad } from '../load.ts';

let stalled = 0;
await runLoad({
  worker: noting((ms) => {
    const now = performance.now();
    if (ms < 20 || now - stalled < 1000) return Math.min(ms, 20);
    stalled = now;
    return ms;
  }),
});
