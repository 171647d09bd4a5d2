// Wrong: any length of an argument is waited for.
// Failed by: 02.57
// Also by: 02.64
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive } = server;
  server.receive = (client, chunk) => {
    const frame = chunk.length < 200 ? chunk.toString('latin1') : '';
    const allowed = frame.replace(/^\$\d{9,}\r\n$/m, '$536870912\r\n');
    receive(client, allowed === frame ? chunk : Buffer.from(allowed, 'latin1'));
  };
});
