// Wrong: nobody listens for errors: they end the process with a stack trace, and the figures are lost.
// Failed by: 10.29
// Also by: 10.27, 10.28, 10.30, 10.31, 10.32, 10.34
import { runLoad } from '../load.ts';

await runLoad({
  shows({ problem }) {
    if (problem !== undefined) throw problem;
  },
});
