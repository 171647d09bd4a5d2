// Wrong: INCR and APPEND take the deadline away, as if they had SET the key.
// Failed by: 04.36
// Also by: 04.60
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  keyspace.update = (key, value) => keyspace.set(key, value);
  return createExercises(values, keyspace);
});
