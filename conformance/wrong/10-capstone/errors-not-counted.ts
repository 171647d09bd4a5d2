// Wrong: an error is a reply like any other, and isn't counted as an error.
// Failed by: 10.17
import { runLoad } from '../load.ts';

await runLoad({
  shows({ report }) {
    report.errors = 0;
  },
});
