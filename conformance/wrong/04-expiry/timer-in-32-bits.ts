// Wrong: a timer frees a key at its deadline; one that is more than 24.8 days away fires at once.
// Failed by: 04.23
// Also by: 04.53, 04.58, 04.60, 04.68
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  const { expireAt } = keyspace;
  keyspace.expireAt = (key, deadline) => {
    expireAt(key, deadline);
    const isStill = () => keyspace.deadline(key) === deadline;
    setTimeout(() => isStill() && keyspace.delete(key), Number(deadline) - Date.now()).unref();
  };
  return createExercises(values, keyspace);
});
