// Wrong: a CRLF follows the snapshot, as behind a bulk string.
// Failed by: 08.9, 08.10
// Also by: 08.11, 08.12, 08.13, 08.14, 08.15, 08.16, 08.18, 08.19, 08.33, 08.34, 08.36, 08.37
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { goOnline } = replicas;
  replicas.goOnline = (replica, offset) => {
    if (replica.state === 'send_bulk') replica.client.socket.write('\r\n');
    goOnline(replica, offset);
  };
});
