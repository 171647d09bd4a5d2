// Wrong: there is a log without --appendonly yes.
// Failed by: 05.7
// Also by: 05.47
import { serve } from '../aof.ts';

serve(
  import.meta.filename,
  () => {},
  (values) => ({ ...values, appendonly: 'yes' }),
);
