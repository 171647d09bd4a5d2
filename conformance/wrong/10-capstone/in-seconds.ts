// Wrong: latencies are told in seconds.
// Failed by: 10.20
// Also by: 10.21, 10.22, 10.23, 10.24, 10.25, 10.37, 10.38
import { noting, runLoad } from '../load.ts';

await runLoad({ worker: noting((ms) => ms / 1000) });
