// Wrong: with --distribution zipf all keys are as likely as ever.
// Failed by: 10.39
import { runLoad } from '../load.ts';

await runLoad({ does: () => ({ distribution: 'uniform' }) });
