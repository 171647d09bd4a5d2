// Wrong: the old name of a history is good for what came after the change, too.
// Failed by: 08.63
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ stream }) => {
  const { rename, has } = stream;
  const names = new Set<string>();
  stream.rename = (id) => {
    names.add(stream.id);
    rename(id);
  };
  stream.has = (id, offset) => has(names.has(id) ? stream.id : id, offset);
});
