// Wrong: keys come from Math.random, whatever the seed.
// Failed by: 10.13
// Also by: 10.14, 10.40
import { runLoad } from '../load.ts';

await runLoad({
  choose:
    ({ keyspace }) =>
    () =>
      Math.floor(Math.random() * keyspace),
});
