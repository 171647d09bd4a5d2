// Wrong: Number() reads lengths, and takes " 4", "+4", "4.0", "0x4" and "4e0" for 4, and nothing for 0.
// Failed by: 02.53
// Also by: 02.49, 02.51, 02.64
import { serve } from '../resp.ts';

serve(import.meta.filename, (server) => {
  const { receive } = server;
  server.receive = (client, chunk) => {
    const frame = chunk.length < 200 ? chunk.toString('latin1') : '';
    const read = frame.replace(/^([*$])([^\r\n]*)\r\n/gm, (header, type: string, length: string) =>
      Number.isSafeInteger(Number(length)) ? `${type}${Number(length)}\r\n` : header,
    );
    receive(client, read === frame ? chunk : Buffer.from(read, 'latin1'));
  };
});
