// Wrong: the sweep deletes what was noted for this moment, whatever deadline the key has by now.
// Failed by: 04.57
// Also by: 04.32, 04.49, 04.58, 04.60, 04.63
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const keyspace = createExpiringKeyspace();
  let notes: { key: string; deadline: bigint }[] = [];
  const { expireAt } = keyspace;
  keyspace.expireAt = (key, deadline) => {
    notes.push({ key, deadline });
    expireAt(key, deadline);
  };
  keyspace.sweep = () => {
    for (const { key, deadline } of notes) if (deadline < keyspace.now) keyspace.delete(key);
    notes = notes.filter(({ deadline }) => deadline >= keyspace.now);
    return false;
  };
  return createExercises(values, keyspace);
});
