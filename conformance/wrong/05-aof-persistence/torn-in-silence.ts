// Wrong: nobody is told that a torn command was dropped.
// Failed by: 05.15
import { serve } from '../aof.ts';

console.warn = () => {};
serve(import.meta.filename, () => {});
