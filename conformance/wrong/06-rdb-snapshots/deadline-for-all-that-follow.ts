// Wrong: a deadline in the file counts for all keys that follow.
// Failed by: 06.22
// Also by: 06.23
import { decodeSnapshot } from '../../../solution/06-rdb-snapshots/rdb-reader.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { load, keyspace } = server;
  server.load = (snapshot) => {
    load(snapshot);
    let deadline: bigint | undefined;
    for (const [key, , own] of decodeSnapshot(snapshot)) {
      deadline = own ?? deadline;
      if (deadline !== undefined && keyspace.has(key)) keyspace.expireAt(key, deadline);
    }
  };
});
