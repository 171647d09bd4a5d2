// Wrong: with marks, the snapshot is one of the moment in which its bytes are asked for, not of the offset that was told.
// Failed by: 08.61
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { replicas, stream, config } = server;
  const { prepare } = replicas;
  replicas.prepare = (replica) => {
    if (config['repl-diskless-sync'] === 'no') return prepare(replica);
    setTimeout(prepare, 20, replica);
    return stream.offset;
  };
});
