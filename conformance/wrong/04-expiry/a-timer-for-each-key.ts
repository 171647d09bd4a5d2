// Wrong: a timer is started for each deadline, and deletes the key whatever has become of it.
// Failed by: 04.12
// Also by: 04.32, 04.49, 04.57, 04.58, 04.60, 04.63, 04.68
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const { expireAt } = keyspace;
  keyspace.expireAt = (key, deadline) => {
    expireAt(key, deadline);
    const life = Number(deadline) - Date.now();
    setTimeout(() => keyspace.delete(key), Math.min(life, 2 ** 31 - 1)).unref();
  };
  return createExercises(values, keyspace);
});
