// Wrong: the time of a pipeline is divided by its requests.
// Failed by: 10.24
// Also by: 10.25
import { noting, runLoad } from '../load.ts';

await runLoad({ worker: noting((ms, pipeline) => ms / pipeline) });
