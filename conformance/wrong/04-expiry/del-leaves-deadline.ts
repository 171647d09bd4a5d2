// Wrong: DEL leaves the deadline behind, for the next key of that name.
// Failed by: 04.38
// Also by: 04.47, 04.60, 04.62, 04.67
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  keyspace.delete = (key) => keyspace.has(key) && table.delete(key);
  return createExercises(values, keyspace);
});
