// Wrong: a torn last command stops the start.
// Failed by: 05.14
// Also by: 05.15, 05.16, 05.11, 05.12, 05.13, 05.25, 05.43
import { serve } from '../aof.ts';

serve(
  import.meta.filename,
  () => {},
  (values) => ({ ...values, 'aof-load-truncated': 'no' }),
);
