// Wrong: it waits for replies, however long they take.
// Failed by: 10.30
// Also by: 10.31
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ timeout: 3600 }) });
