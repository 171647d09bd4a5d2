// Wrong: an empty line is taken for an answer, and no good one.
// Failed by: 08.21
// Also by: 08.22, 08.28
import { Socket } from 'node:net';
import { serve } from '../replication.ts';

const iterate = Socket.prototype[Symbol.asyncIterator];
Socket.prototype[Symbol.asyncIterator] = async function* () {
  for await (const chunk of iterate.call(this)) {
    if (/^\n+([+$]|$)/.test(chunk.toString('latin1'))) throw new Error('what came is no line');
    yield chunk;
  }
};
serve(import.meta.filename, () => {});
