// Wrong: a request always waits for the reply before it, whatever --pipeline says.
// Failed by: 10.4
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ pipeline: 1 }) });
