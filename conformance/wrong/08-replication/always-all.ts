// Wrong: who comes back gets all, whatever it has.
// Failed by: 08.18
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ stream }) => {
  stream.has = () => false;
});
