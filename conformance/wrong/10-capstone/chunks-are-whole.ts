// Wrong: a chunk is taken to end with a reply.
// Failed by: 10.15
import { createReplyReader } from '../../../solution/10-capstone/replies.ts';
import { runLoad } from '../load.ts';
import { createWorker } from '../reading.ts';

await runLoad({ worker: createWorker(() => (chunk, each) => createReplyReader()(chunk, each)) });
