// Wrong: the whole snapshot is made at once, and only the writing of it goes on in the background.
// Failed by: 06.49
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { dump } = server;
  server.dump = function* () {
    yield Buffer.concat([...dump()]);
  };
});
