// Wrong: nobody frees a key that nobody reads.
// Failed by: 04.56
// Also by: 04.57, 04.58, 04.59, 04.68
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  keyspace.sweep = () => false;
  return createExercises(values, keyspace);
});
