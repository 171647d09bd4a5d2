// Wrong: each connection sends its share of the requests, rounded up.
// Failed by: 10.5
// Also by: 10.6, 10.17, 10.19
import { runLoad } from '../load.ts';

await runLoad({ does: ({ requests, clients }) => ({ requests: Math.ceil(requests / clients) * clients }) });
