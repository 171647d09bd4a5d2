// Wrong: nobody looks at a deadline but the sweep, once a second.
// Failed by: 04.6
// Also by: 04.24, 04.25, 04.26, 04.27, 04.28, 04.29, 04.30, 04.31, 04.32, 04.47, 04.48, 04.49, 04.53, 04.58, 04.60, 04.63, 04.66, 04.68, 04.72
import { flags, main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises } from '../../../solution/04-expiry/exercises.ts';
import { createExpiringKeyspace } from '../../../solution/04-expiry/keyspace.ts';

main(import.meta.filename, flags, (values) => {
  const [table, deadlines] = [new Map<string, string>(), new Map<string, bigint>()];
  const keyspace = createExpiringKeyspace(table, deadlines);
  const { sweep } = keyspace;
  let ticks = 0;
  keyspace.standstill = true;
  keyspace.sweep = (count) => {
    if (++ticks % 10 !== 0) return false;
    keyspace.standstill = false;
    for (let i = 0; i < deadlines.size; i += count) sweep(count);
    keyspace.standstill = true;
    return false;
  };
  return createExercises(values, keyspace);
});
