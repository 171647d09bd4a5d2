// Wrong: latencies are sorted as JavaScript sorts arrays: as text.
// Failed by: 10.22
// Also by: 10.20, 10.21, 10.23, 10.24, 10.25, 10.37, 10.38
import { percentile } from '../../../solution/10-capstone/report.ts';
import { runLoad } from '../load.ts';

await runLoad({
  shows({ report: { latency }, tally: { latencies } }) {
    const sorted = Float64Array.from([...latencies].map(String).sort(), Number);
    if (latency === null) return;
    for (const [name, percent] of [
      ['min', 0],
      ['p50', 50],
      ['p95', 95],
      ['p99', 99],
      ['p99.9', 99.9],
      ['max', 100],
    ] as const)
      latency[name] = percentile(sorted, percent);
  },
});
