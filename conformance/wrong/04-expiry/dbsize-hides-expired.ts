// Wrong: nothing is freed, but DBSIZE leaves out what has expired.
// Failed by: 04.59
// Also by: 04.58, 04.68
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  keyspace.sweep = () => false;
  keyspace.size = () => {
    let expired = 0;
    for (const deadline of deadlines.values()) if (deadline < Date.now()) expired++;
    return table.size - expired;
  };
  return createExercises(values, keyspace);
});
