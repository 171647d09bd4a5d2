// Wrong: the offset is noted first, and the snapshot begun a little later: what comes between is done twice.
// Failed by: 08.12
// Also by: 08.13, 08.31, 08.33
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas, stream }) => {
  const { prepare } = replicas;
  replicas.prepare = (replica) => {
    setTimeout(prepare, 50, replica);
    return stream.offset;
  };
});
