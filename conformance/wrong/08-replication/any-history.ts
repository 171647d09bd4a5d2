// Wrong: who comes back may go on whatever the id of its history is.
// Failed by: 08.19
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ stream }) => {
  const { has } = stream;
  stream.has = (_, offset) => has(stream.id, offset);
});
