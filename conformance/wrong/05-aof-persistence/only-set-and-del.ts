// Wrong: only SET and DEL are logged.
// Failed by: 05.4
// Also by: 05.6, 05.8, 05.9, 05.10, 05.11, 05.12, 05.13, 05.27, 05.28, 05.29, 05.30, 05.36, 05.39, 05.40, 05.46, 05.51
import { serveEffects } from '../aof.ts';

serveEffects(import.meta.filename, (effect) =>
  /^\*\d+\r\n\$3\r\n(set|del)\r\n/i.test(effect.toString('latin1', 0, 30)) ? effect : undefined,
);
