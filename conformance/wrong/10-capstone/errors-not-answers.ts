// Wrong: only requests without an error are counted as answered.
// Failed by: 10.17
import { runLoad } from '../load.ts';

await runLoad({
  shows({ report }) {
    report.requests -= report.errors;
  },
});
