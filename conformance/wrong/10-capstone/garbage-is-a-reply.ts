// Wrong: whatever a line begins with, it is a reply.
// Failed by: 10.32
import { createReplyReader } from '../../../solution/10-capstone/replies.ts';
import { runLoad } from '../load.ts';
import { createWorker } from '../reading.ts';

await runLoad({
  worker: createWorker(() => {
    const read = createReplyReader();
    return (chunk, each) => {
      try {
        read(chunk, each);
      } catch {
        each(false);
      }
    };
  }),
});
