// Commands on keys of any kind (DEL and EXISTS come after GET), and what clients ask about the server itself (last).
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import { error } from '../02-resp-parser/replies.ts';
import type { KeyServer } from './server.ts';

/** Commands on keys of any kind, and about the server: https://redis.io/docs/latest/commands/?group=generic */
export function genericCommands(_server: KeyServer): Commands {
  // What they need is in the server: `const { keyspace, commands, config, info } = server`.
  return {
    // 03.11 – 03.14. `strings` of strings.ts gives all arguments from one on.
    del: write(-2, () => notYet('del')),
    exists: read(-2, () => notYet('exists')),

    // 03.46 – 03.57. GUIDE.md, "Glob patterns" (glob.ts) and "The whole keyspace"
    type: read(2, () => notYet('type')),
    keys: read(2, () => notYet('keys')),
    dbsize: read(1, () => notYet('dbsize')),
    flushall: write(-1, () => notYet('flushall')),
    select: read(2, () => notYet('select')),

    // 03.66 – 03.70. What CONFIG GET and INFO tell is in server.ts. GUIDE.md, "What clients ask for"
    config: read(-2, () => notYet('config')),
    command: read(-1, () => notYet('command')),
    info: read(-1, () => notYet('info')),
  };
}

const notYet = (name: string): string =>
  error(`ERR not implemented yet: ${name} in starter/03-get-set/generic.ts`);
