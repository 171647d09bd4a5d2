// Wrong: the replay ends at the first thing that is no command, as if the log ended there.
// Failed by: 05.17, 05.18
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serveStart } from '../aof.ts';

serveStart(import.meta.filename, ({ server, path }) => {
  if (!existsSync(path)) return;
  const parser = createParser();
  let whole = 0;
  try {
    parser.push(readFileSync(path));
    for (; parser.next(); whole += parser.args.raw().length) {
      const name = parser.args.word(0);
      if (!(name in server.commands) && name !== 'multi' && name !== 'exec') throw new Error('no command');
    }
  } catch {
    truncateSync(path, whole);
  }
});
