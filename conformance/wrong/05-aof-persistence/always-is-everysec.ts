// Wrong: --appendfsync always syncs once a second, after the replies.
// Failed by: 05.32
// Also by: 05.35
import { serve } from '../aof.ts';

serve(
  import.meta.filename,
  () => {},
  (values) => (values.appendfsync === 'always' ? { ...values, appendfsync: 'everysec' } : values),
);
