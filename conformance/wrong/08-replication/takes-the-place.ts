// Wrong: there is room for one replica: whoever comes takes the place of the one before.
// Failed by: 08.33
// Also by: 08.12, 08.34, 08.36, 08.37
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { copyTo } = replicas;
  replicas.copyTo = (replica) => {
    replicas.drop();
    return copyTo(replica);
  };
});
