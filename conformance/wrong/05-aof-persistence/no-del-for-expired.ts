// Wrong: a key that expires is removed, but the log does not hear of it.
// Failed by: 05.10, 05.38
import { serve } from '../aof.ts';

serve(import.meta.filename, ({ keyspace }) => {
  keyspace.expire = (key) => {
    const { dirty } = keyspace;
    keyspace.standstill = true;
    keyspace.delete(key);
    keyspace.standstill = false;
    keyspace.dirty = dirty;
  };
});
