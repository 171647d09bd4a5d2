// Wrong: the message about a corrupt log does not say where.
// Failed by: 05.18
import { existsSync, readFileSync } from 'node:fs';
import { fail } from '../../../solution/01-tcp-echo/main.ts';
import { createParser } from '../../../solution/02-resp-parser/parser.ts';
import { serveStart } from '../aof.ts';

serveStart(import.meta.filename, ({ server, path }) => {
  if (!existsSync(path)) return;
  const parser = createParser();
  try {
    parser.push(readFileSync(path));
    while (parser.next()) if (!(parser.args.word(0) in server.commands)) throw new Error('no command');
  } catch {
    fail('appendonly.aof is corrupt');
  }
});
