import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flags as earlierFlags, fail, main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { error, simple } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { createServer as createExpiryServer } from '../04-expiry/server.ts';
import { effectOf, encode } from './effects.ts';
import { type Entry, isPolicy, type Log, openLog, type Policy } from './log.ts';
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
  const unsure: [Client, number][] = []; // replies of this turn that are only true once the log is written
  const audience = new Set<(effect: Buffer) => void>();

  const server = Object.assign(createExpiryServer(values, keyspace), {
    log: undefined as Log | undefined,
    /** Who is to know of each effective change, as RESP. */
    audience,
    /** All keys as they are when one begins to go through them, whatever changes meanwhile. */
    snapshot: (): Iterable<Entry> =>
      Array.from(keyspace.keys(), (key) => [key, keyspace.get(key) ?? '', keyspace.deadline(key)]),
  });

  const tell = (effect: Buffer): void => {
    for (const listener of audience) listener(effect);
  };

  const { run, flush, listen } = server;
  server.run = (command, args, client) => {
    if (audience.size === 0) return run(command, args, client);
    if (command.write && server.log?.problem) return misconf(server.log.problem);
    const { dirty } = keyspace;
    const reply = run(command, args, client);
    if (keyspace.dirty === dirty) return reply;
    tell(effectOf(args, keyspace));
    unsure.push([client, client.replies.length]);
    return reply;
  };

  server.flush = () => {
    server.log?.write();
    for (const [client, at] of unsure.splice(0)) {
      if (server.log?.problem) client.replies[at] = misconf(server.log.problem);
    }
    flush();
  };

  const { expire } = keyspace;
  keyspace.expire = (key) => {
    tell(encode(['DEL', key]));
    expire(key);
  };

  const open = (policy: Policy): Log => openLog(path, policy, () => server.flush());
  server.listen = (port) => {
    if (!existsSync(dir)) fail(`--dir ${dir} is not there`);
    if (!isPolicy(appendfsync)) return fail(`--appendfsync is always, everysec or no, not '${appendfsync}'`);
    if (appendonly === 'yes') {
      keyspace.standstill = true;
      if (existsSync(path)) replay(path, server.commands);
      keyspace.standstill = false;
      server.log = open(appendfsync);
      server.audience.add(server.log.append);
    }
    listen(port);
  };

  let rewritten = 'ok';
  const bgrewriteaof = read(1, () => {
    server.log ??= open('no');
    if (server.log.rewriting()) return error('ERR Background append only file rewriting already in progress');
    server.log
      .rewrite(() => server.snapshot())
      .then(
        () => {
          rewritten = 'ok';
        },
        (problem) => {
          rewritten = 'err';
          console.warn(`Rewriting the append only file failed: ${problem}`);
        },
      );
    return simple('Background append only file rewriting started');
  });
  Object.assign(server.commands, { bgrewriteaof });

  const { Persistence } = server.info;
  server.info['Persistence'] = () => ({
    ...Persistence?.(),
    aof_enabled: Number(appendonly === 'yes'),
    aof_rewrite_in_progress: Number(server.log?.rewriting() ?? false),
    aof_last_bgrewrite_status: rewritten,
    aof_last_write_status: server.log?.problem ? 'err' : 'ok',
  });
  return server;
}

/** The reply to a write that the log didn't take. */
const misconf = (problem: string): string => error(`MISCONF Errors writing to the AOF file: ${problem}`);

main(import.meta.filename, flags, createServer);
