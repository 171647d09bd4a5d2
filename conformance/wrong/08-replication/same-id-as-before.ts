// Wrong: who is a master again goes on under the id of the history that it has left.
// Failed by: 08.6
import { serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { stream } = server;
  const { rename } = stream;
  stream.rename = (id) => {
    if (server.link !== undefined) rename(id);
  };
});
