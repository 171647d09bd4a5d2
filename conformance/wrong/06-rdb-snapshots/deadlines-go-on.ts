// Wrong: values in a snapshot are of one instant, deadlines are those of a later one.
// Failed by: 06.45
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { snapshot, keyspace } = server;
  server.snapshot = function* () {
    for (const [key, value] of snapshot()) yield [key, value, keyspace.deadline(key)] as const;
  };
});
