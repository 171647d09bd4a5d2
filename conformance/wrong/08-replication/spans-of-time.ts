// Wrong: deadlines are told as spans of time, which begin anew when a replica hears of them.
// Failed by: 08.14
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { encode } from '../../../solution/05-aof-persistence/effects.ts';
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ replicas }) => {
  const { feed } = replicas;
  replicas.feed = (effect) => {
    const parser = createParser();
    parser.push(effect);
    parser.next();
    const { args } = parser;
    const left = (at: number): string => String(Number(args.string(at)) - Date.now());
    if (args.word(0) === 'pexpireat') feed(encode(['PEXPIRE', args.string(1), left(2)]));
    else if (args.length === 5 && args.word(3) === 'pxat')
      feed(encode(['SET', args.string(1), args.string(2), 'PX', left(4)]));
    else feed(effect);
  };
});
