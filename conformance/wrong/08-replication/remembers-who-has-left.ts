// Wrong: who leaves is taken out of the list only when it followed already: in the middle of its snapshot it stays for ever.
// Failed by: 08.66
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas: { all } }) => {
  const remove = all.delete.bind(all);
  all.delete = (replica) => replica.state === 'online' && remove(replica);
});
