// Wrong: a server that doesn't answer for half a second is given up, whatever --timeout says.
// Failed by: 10.33
// Also by: 10.34
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ timeout: 0.5 }) });
