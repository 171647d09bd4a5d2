// Wrong: a replica is sent the form with marks, whether it knows that form or not.
// Failed by: 08.60
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { prepare } = replicas;
  replicas.prepare = (replica) => {
    replica.abilities.add('eof');
    return prepare(replica);
  };
});
