// Wrong: the log is written as UTF-8 text.
// Failed by: 05.3
// Also by: 05.22, 05.23, 05.25, 05.27, 05.39, 05.41, 05.44, 05.45, 05.46, 05.51
import { serveEffects } from '../aof.ts';

serveEffects(import.meta.filename, (effect) => Buffer.from(effect.toString()));
