// Wrong: a replica tells its offset only when it is asked.
// Failed by: 08.24
// Also by: 08.32
import { serve } from '../replication.ts';

const { setInterval } = globalThis;
globalThis.setInterval = ((act: () => void, pause: number) =>
  setInterval(act, pause === 1000 ? 2 ** 31 - 1 : pause)) as typeof setInterval;
serve(import.meta.filename, () => {});
