// Wrong: the time that is left is saved, not the time of the end.
// Failed by: 06.8
// Also by: 06.17, 06.22, 06.45
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { load, keyspace, snapshot } = server;
  server.snapshot = function* () {
    const now = BigInt(keyspace.now);
    for (const [key, value, end] of snapshot()) {
      yield [key, value, end === undefined ? undefined : end - now] as const;
    }
  };
  // Who loads it counts from the start on.
  server.load = (snapshot) => {
    keyspace.standstill = true;
    load(snapshot);
    keyspace.standstill = false;
    for (const key of [...keyspace.keys()]) {
      const left = keyspace.deadline(key);
      if (left !== undefined) keyspace.expireAt(key, left + BigInt(Date.now()));
    }
  };
});
