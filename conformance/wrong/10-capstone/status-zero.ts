// Wrong: the exit status is 0 whatever happened.
// Failed by: 10.28
// Also by: 10.27, 10.29, 10.30, 10.31, 10.32, 10.34
import { runLoad } from '../load.ts';

await runLoad({});
if (process.exitCode === 1 || process.exitCode === 130) process.exitCode = 0;
