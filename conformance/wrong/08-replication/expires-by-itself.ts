// Wrong: a replica removes a key by its own clock.
// Failed by: 08.26
// Also by: 08.27
import { asMaster, serve } from '../replication.ts';

serve(import.meta.filename, (server) => {
  const { expire } = server.keyspace;
  server.keyspace.expire = (key) => asMaster(server, () => expire(key));
});
