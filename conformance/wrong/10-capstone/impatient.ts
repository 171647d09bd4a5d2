// Wrong: more than ten seconds can't be meant: a --timeout above that is half a second.
// Failed by: 10.33
// Also by: 10.34
import { runLoad } from '../load.ts';

await runLoad({ does: ({ timeout }) => ({ timeout: timeout > 10 ? 0.5 : timeout }) });
