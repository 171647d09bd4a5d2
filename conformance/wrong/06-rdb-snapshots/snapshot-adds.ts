// Wrong: a snapshot holds what the last one held, and what is there now.
// Failed by: 06.9
// Also by: 06.46
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { snapshot } = server;
  const seen = new Map<string, readonly [string, string, bigint | undefined]>();
  server.snapshot = function* () {
    const before = [...seen.values()];
    for (const entry of snapshot()) {
      seen.set(entry[0], entry);
      yield entry;
    }
    for (const entry of before) if (!server.keyspace.has(entry[0])) yield entry;
  };
});
