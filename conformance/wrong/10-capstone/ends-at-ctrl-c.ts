// Wrong: Ctrl-C ends it at once, without a word.
// Failed by: 10.34
import { runLoad } from '../load.ts';

process.on('SIGINT', () => process.exit(130));
await runLoad({});
