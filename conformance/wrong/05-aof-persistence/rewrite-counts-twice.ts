// Wrong: BGREWRITEAOF copies each key as it is when its turn comes, and appends what changed meanwhile, too.
// Failed by: 05.28
// Also by: 05.29, 05.46
import type { Entry } from '../../../solution/05-aof-persistence/log.ts';
import { serve } from '../aof.ts';

serve(import.meta.filename, ({ server, keyspace }) => {
  server.snapshot = function* (): Iterable<Entry> {
    for (const key of keyspace.keys()) yield [key, keyspace.get(key) ?? '', keyspace.deadline(key)];
  };
});
