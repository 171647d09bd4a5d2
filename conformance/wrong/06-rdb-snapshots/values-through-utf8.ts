// Wrong: values are texts in UTF-8 on their way to the file.
// Failed by: 06.5
// Also by: 06.6, 06.10
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { encodeString } = server;
  server.encodeString = (text) =>
    encodeString(Buffer.from(Buffer.from(text, 'latin1').toString()).toString('latin1'));
});
