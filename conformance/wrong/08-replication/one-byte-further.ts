// Wrong: the offset in PSYNC is taken for what the replica has; it is the first byte that it is missing.
// Failed by: 08.18
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas, stream }) => {
  const { goOnline } = replicas;
  replicas.goOnline = (replica, offset = replica.begin) =>
    goOnline(replica, replica.state === 'handshake' ? Math.min(offset + 1, stream.offset) : offset);
});
