// Wrong: the sweep goes on until all that has expired is freed.
// Failed by: 04.58
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  keyspace.sweep = () => {
    for (const key of deadlines.keys()) keyspace.has(key);
    return false;
  };
  return createExercises(values, keyspace);
});
