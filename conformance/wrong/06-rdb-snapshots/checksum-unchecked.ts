// Wrong: nobody looks at the checksum of a snapshot.
// Failed by: 06.31
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { load } = server;
  server.load = (snapshot) => {
    const bytes = Buffer.from(snapshot);
    if (bytes.length > 17 && bytes.at(-9) === 0xff) bytes.fill(0, bytes.length - 8);
    load(bytes);
  };
});
