// Wrong: the stream begins when the snapshot is ready, and not where it was begun: what came between is lost.
// Failed by: 08.12
// Also by: 08.13, 08.17, 08.30, 08.31, 08.32, 08.33, 08.34, 08.38
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas, stream }) => {
  const { send } = replicas;
  replicas.send = () => {
    send();
    for (const replica of replicas.all) if (replica.state === 'wait_bgsave') replica.begin = stream.offset;
  };
});
