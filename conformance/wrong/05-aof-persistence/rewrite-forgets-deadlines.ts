// Wrong: BGREWRITEAOF writes values, but no deadlines.
// Failed by: 05.27
// Also by: 05.47
import { serve } from '../aof.ts';

serve(import.meta.filename, ({ server }) => {
  const { snapshot } = server;
  server.snapshot = () => Array.from(snapshot(), ([key, value]) => [key, value, undefined]);
});
