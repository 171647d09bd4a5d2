// Wrong: a key whose deadline is over comes back without one.
// Failed by: 06.23
import { decodeSnapshot } from '../../../solution/06-rdb-snapshots/rdb-reader.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { load, keyspace } = server;
  server.load = (snapshot) => {
    load(snapshot);
    for (const [key, value] of decodeSnapshot(snapshot)) if (!keyspace.has(key)) keyspace.set(key, value);
  };
});
