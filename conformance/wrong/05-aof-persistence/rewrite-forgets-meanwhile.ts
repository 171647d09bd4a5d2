// Wrong: what is written while BGREWRITEAOF works is in neither log.
// Failed by: 05.28, 05.30
// Also by: 05.29, 05.46, 05.47
import { serveEffects } from '../aof.ts';

serveEffects(import.meta.filename, (effect, { server }) => (server.log?.rewriting() ? undefined : effect));
