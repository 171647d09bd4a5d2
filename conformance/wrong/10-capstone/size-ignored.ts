// Wrong: values have three bytes, whatever --size says.
// Failed by: 10.7
// Also by: 10.8
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ size: 3 }) });
