// Wrong: with --appendfsync everysec nobody ever calls fsync.
// Failed by: 05.34
import { serve } from '../aof.ts';

serve(
  import.meta.filename,
  () => {},
  (values) => (values.appendfsync === 'everysec' ? { ...values, appendfsync: 'no' } : values),
);
