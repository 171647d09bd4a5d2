// Wrong: a snapshot holds what the last one held, and what is there now.
// Failed by: 06.9
import { encodeSnapshot } from '../../../solution/06-rdb-snapshots/rdb-writer.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const all = new Map<string, readonly [string, string, bigint | undefined]>();
  server.dump = () => {
    for (const entry of server.snapshot()) all.set(entry[0], entry);
    return encodeSnapshot([...all.values()], server.encodeString);
  };
});
