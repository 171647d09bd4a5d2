// Wrong: KEYS tells expired keys too.
// Failed by: 04.26
// Also by: 04.66
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  keyspace.keys = () => table.keys();
  return createExercises(values, keyspace);
});
