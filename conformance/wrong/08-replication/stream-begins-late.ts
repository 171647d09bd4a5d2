// Wrong: the stream begins when the snapshot has been sent, and not where it was begun: what came between is lost.
// Failed by: 08.12
// Also by: 08.9, 08.10, 08.11, 08.13, 08.14, 08.16, 08.17, 08.18, 08.30, 08.31, 08.32, 08.33, 08.34, 08.36, 08.37, 08.38
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas, stream }) => {
  const { goOnline } = replicas;
  replicas.goOnline = (replica, offset) =>
    goOnline(replica, replica.state === 'send_bulk' ? stream.offset : offset);
});
