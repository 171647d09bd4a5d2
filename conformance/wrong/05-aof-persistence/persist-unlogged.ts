// Wrong: PERSIST is no command of the log: a deadline that was taken away comes back.
// Failed by: 05.9
// Also by: 05.39, 05.40
import { serveEffects } from '../aof.ts';

serveEffects(import.meta.filename, (effect) =>
  /\r\npersist\r\n/i.test(effect.toString('latin1', 0, 30)) ? undefined : effect,
);
