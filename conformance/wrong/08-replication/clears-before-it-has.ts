// Wrong: a replica throws away what it has as soon as it hears of a new snapshot.
// Failed by: 08.25
import { serveLink } from '../replication.ts';

serveLink(import.meta.filename, (state, { keyspace }) => {
  if (state === 'sync') keyspace.clear();
});
