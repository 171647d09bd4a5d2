// Wrong: a link that is lost is lost for good.
// Failed by: 08.29, 08.38
// Also by: 08.25, 08.28
import { serveLink } from '../replication.ts';

serveLink(import.meta.filename, (state, _, link) => {
  if (state === 'connect') link.closed = true;
});
