// Wrong: a replica counts as long as it is connected, though it was not heard of for long.
// Failed by: 08.55
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { meet } = replicas;
  replicas.meet = (client) =>
    Object.defineProperty(meet(client), 'heard', { get: () => performance.now(), set() {} });
});
