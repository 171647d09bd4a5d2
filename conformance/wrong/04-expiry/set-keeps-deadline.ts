// Wrong: SET leaves the deadline of the old value on the new one.
// Failed by: 04.33
// Also by: 04.12, 04.35, 04.57, 04.60, 04.62, 04.64
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const { set, deadline } = keyspace;
  keyspace.set = (key, value) => {
    const old = deadline(key);
    set(key, value);
    if (old !== undefined) keyspace.expireAt(key, old);
  };
  return createExercises(values, keyspace);
});
