// Wrong: the save goes through the keys while they change.
// Failed by: 06.47
// Also by: 06.45, 06.46
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { keyspace } = server;
  server.snapshot = function* () {
    for (const key of keyspace.keys()) yield [key, keyspace.get(key) ?? '', keyspace.deadline(key)] as const;
  };
});
