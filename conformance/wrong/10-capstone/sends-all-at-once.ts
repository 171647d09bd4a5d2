// Wrong: nothing waits for a reply: all requests are sent at once.
// Failed by: 10.3
import { runLoad } from '../load.ts';

await runLoad({ does: ({ requests, clients }) => ({ pipeline: Math.ceil(requests / clients) }) });
