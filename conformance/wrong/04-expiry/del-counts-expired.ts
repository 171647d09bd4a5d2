// Wrong: DEL counts a key that has expired and is not freed yet.
// Failed by: 04.29
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  const remove = keyspace.delete;
  keyspace.delete = (key) => {
    const existed = table.has(key);
    remove(key);
    return existed;
  };
  return createExercises(values, keyspace);
});
