// Wrong: all clients share one connection.
// Failed by: 10.2
// Also by: 10.4, 10.6
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ clients: 1 }) });
