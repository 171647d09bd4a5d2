// Wrong: throughput is told in requests per ms.
// Failed by: 10.26
import { runLoad } from '../load.ts';

await runLoad({
  shows({ report }) {
    report.throughput /= 1000;
  },
});
