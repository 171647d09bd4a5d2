// Wrong: nothing waits for a reply: all requests are sent at once.
// Failed by: 10.3
// Also by: 10.28, 10.29, 10.30, 10.31, 10.32, 10.34
import { runLoad } from '../load.ts';

await runLoad({ does: ({ requests, clients }) => ({ pipeline: Math.ceil(requests / clients) }) });
