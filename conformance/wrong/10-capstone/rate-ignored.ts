// Wrong: --rate is ignored.
// Failed by: 10.36
// Also by: 10.37
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ rate: 0 }) });
