// Wrong: p50 is the mean.
// Failed by: 10.21
// Also by: 10.20, 10.22, 10.23, 10.24, 10.37
import { runLoad } from '../load.ts';

await runLoad({
  shows({ report: { latency } }) {
    if (latency !== null) latency.p50 = latency.mean;
  },
});
