// Wrong: with its new name, a history forgets the old one.
// Failed by: 08.62, 08.63, 08.64
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ stream }) => {
  stream.rename = (id) => {
    stream.id = id;
  };
});
