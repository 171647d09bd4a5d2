// Wrong: keys are numbered from 1 to --keyspace, and not from 0.
// Failed by: 10.12
import { runLoad } from '../load.ts';

await runLoad({
  choose:
    ({ keyspace }) =>
    (random) =>
      1 + random(keyspace),
});
