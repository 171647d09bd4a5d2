// Wrong: a replica whose link broke asks for everything, whatever it has.
// Failed by: 08.28
import { serveLink } from '../replication.ts';

serveLink(import.meta.filename, (state, { stream }) => {
  if (state === 'handshake') stream.begun = false;
});
