// Wrong: a length of more than a byte has its lowest byte first.
// Failed by: 06.6
// Also by: 06.5, 06.10
import { encodeString } from '../../../solution/06-rdb-snapshots/rdb-writer.ts';
import { serve } from '../snapshots.ts';

serve(import.meta.filename, (server) => {
  server.encodeString = (text) => {
    if (text.length < 64) return encodeString(text);
    const length = Buffer.alloc(5, 0x80);
    length.writeUInt32LE(text.length, 1);
    return length.toString('latin1') + text;
  };
});
