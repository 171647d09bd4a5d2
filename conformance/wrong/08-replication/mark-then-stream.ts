// Wrong: the stream begins right behind the second mark, though the replica has not found it yet.
// Failed by: 08.59
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { prepare } = replicas;
  replicas.prepare = (replica) => {
    const timer = setInterval(() => {
      if (replica.state === 'online') clearInterval(timer);
      else replicas.acknowledge(replica, 0);
    }, 1);
    return prepare(replica);
  };
});
