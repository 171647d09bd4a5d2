// Wrong: the port is open while a long log is still being replayed.
// Failed by: 05.19
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../solution/01-tcp-echo/main.ts';
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { createExercises, exerciseFlags } from '../../../solution/05-aof-persistence/exercises.ts';

main(import.meta.filename, exerciseFlags, (values) => {
  const path = join(values.dir, values.appendfilename);
  const isLong = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 1_500_000;
  const server = createExercises({ ...values, appendonly: isLong ? 'no' : values.appendonly });
  if (!isLong) return server;

  const parser = createParser();
  parser.push(readFileSync(path));
  const replay = (): void => {
    for (let i = 0; i < 1000; i++) {
      if (!parser.next()) return;
      const { args } = parser;
      server.keyspace.set(args.string(1), args.string(2));
    }
    setTimeout(replay, 5);
  };
  replay();
  return server;
});
