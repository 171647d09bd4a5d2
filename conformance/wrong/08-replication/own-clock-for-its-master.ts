// Wrong: the commands of its master, too, find no key whose time is over by the clock of the replica.
// Failed by: 08.27
// Also by: 08.26
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ keyspace }) => {
  Object.defineProperty(keyspace, 'standstill', { get: () => false, set() {} });
});
