// Wrong: with --rate a request that was sent late counts from then, and not from when it was due.
// Failed by: 10.37
import { openLoop } from '../../../solution/10-capstone/exercises.ts';
import { closedLoop } from '../../../solution/10-capstone/worker.ts';
import { runLoad } from '../load.ts';

await runLoad({
  load(asked, request) {
    if (asked.rate === 0) return closedLoop(asked, request);
    const right = openLoop(asked, request);
    return { ...right, take: (now) => (right.take(now) === undefined ? undefined : now) };
  },
});
