// Wrong: the time that is left is saved, not the time of the end.
// Failed by: 06.8
import { encodeSnapshot } from '../../../solution/06-rdb-snapshots/rdb-writer.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { load, keyspace } = server;
  server.dump = () => {
    const now = BigInt(keyspace.now);
    const entries = [...server.snapshot()].map(
      ([key, value, end]) => [key, value, end === undefined ? end : end - now] as const,
    );
    return encodeSnapshot(entries, server.encodeString);
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
