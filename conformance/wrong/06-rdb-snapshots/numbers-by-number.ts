// Wrong: every text that Number() understands is written as a number.
// Failed by: 06.7
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  const { encodeString } = server;
  server.encodeString = (text) => {
    const number = Number(text);
    if (text === '' || number !== (number | 0)) return encodeString(text);
    const bytes = Buffer.alloc(5, 0xc2);
    bytes.writeInt32LE(number, 1);
    return bytes.toString('latin1');
  };
});
