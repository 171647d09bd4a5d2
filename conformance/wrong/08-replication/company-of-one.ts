// Wrong: one replica is company enough, whatever the flag says.
// Failed by: 08.54
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createExercises, exerciseFlags } from '../../../solution/08-replication/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) =>
  createExercises({
    ...values,
    'min-replicas-to-write': values['min-replicas-to-write'] === '0' ? '0' : '1',
  }),
);
