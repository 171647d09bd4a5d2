// Begin here. The first moment below (1) and log.ts make 05.1 pass; each comment says what comes next.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flags as earlierFlags, main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { createServer as createExpiryServer } from '../04-expiry/server.ts';
import { effectOf } from './effects.ts';
import { type Entry, isPolicy, type Log, openLog } from './log.ts';
import { replay } from './replay.ts';

/** The flags of this stage: where the log is, whether there is one, and when it goes to the disk. */
export const flags = {
  ...earlierFlags,
  dir: '.',
  appendonly: 'no',
  appendfsync: 'everysec',
  appendfilename: 'appendonly.aof',
};

/** A server that logs what its commands change. */
export type AofServer = ReturnType<typeof createServer>;

/** A server that logs what its commands change before it tells of it, and starts with what the log holds. */
export function createServer(values: typeof flags, keyspace = createExpiringKeyspace()) {
  const { dir, appendonly, appendfsync, appendfilename } = values;
  const path = join(dir, appendfilename);

  const server = Object.assign(createExpiryServer(values, keyspace), {
    /** The log, once it is open. */
    log: undefined as Log | undefined,
    /** Who is to know of each effective change, as RESP. The log is one; a replica will be another. */
    audience: new Set<(effect: Buffer) => void>(),
    /** All keys as they are when one begins to go through them, whatever changes meanwhile. */
    snapshot: (): Iterable<Entry> =>
      Array.from(keyspace.keys(), (key) => [key, keyspace.get(key) ?? '', keyspace.deadline(key)]),
  });
  const { run, flush, listen } = server;

  // 1. The start. With --appendonly yes: replay the log if there is one, then open it, let it hear of each change, and only
  //    then open the port. `existsSync(path)`, `isPolicy(appendfsync)` and `fail` (01-tcp-echo/main.ts) are your friends.
  //    While the log is replayed nothing expires by itself: `keyspace.standstill` (05.10). A --dir must be there (05.20).
  server.listen = (port) => {
    if (appendonly === 'yes' && existsSync(path)) replay(path, server.commands);
    if (appendonly === 'yes' && isPolicy(appendfsync)) {
      server.log = openLog(path, appendfsync, () => server.flush());
    }
    listen(port);
  };

  // 2. After each command: did it change anything? `keyspace.dirty` knows (05.5). Then tell the audience what `effectOf` says.
  server.run = (command, args, client) => {
    const reply = run(command, args, client);
    void effectOf;
    return reply;
  };

  // 3. The end of a turn: what was appended is written before any reply leaves. When that failed, the replies of this turn
  //    that said OK are lies: put an error in their place, in `client.replies` (05.22 – 05.25).
  server.flush = () => {
    flush();
  };

  // 4. Expiry: `keyspace.expire` is called for each key whose time is over. The audience hears of a DEL (05.10).

  // 5. BGREWRITEAOF (05.26 – 05.30): log.rewrite does the work, and this answers at once.
  const bgrewriteaof = read(
    1,
    () => '-ERR not implemented yet: go on in starter/05-aof-persistence/log.ts\r\n',
  );
  Object.assign(server.commands, { bgrewriteaof });

  return server;
}

main(import.meta.filename, flags, createServer);
