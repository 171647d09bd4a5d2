// Wrong: nothing waits for a reply: all requests are sent at once.
// Failed by: 10.3
// Also by: 10.4, 10.20, 10.21, 10.22, 10.23, 10.24, 10.25, 10.28, 10.29, 10.30, 10.31, 10.32, 10.34
import { runLoad } from '../load.ts';

await runLoad({ does: ({ requests, clients }) => ({ pipeline: Math.ceil(requests / clients) }) });
