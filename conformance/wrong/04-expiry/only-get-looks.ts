// Wrong: only those that want the value look at the deadline; others find the key until the sweep does.
// Failed by: 04.25
// Also by: 04.27, 04.30, 04.32, 04.49, 04.63, 04.72
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  keyspace.has = (key) => table.has(key);
  return createExercises(values, keyspace);
});
