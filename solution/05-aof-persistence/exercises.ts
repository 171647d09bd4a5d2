import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, main } from '../01-tcp-echo/main.ts';
import { read } from '../02-resp-parser/commands.ts';
import { createParser } from '../02-resp-parser/parser.ts';
import { error, ok } from '../02-resp-parser/replies.ts';
import { createExpiringKeyspace } from '../04-expiry/keyspace.ts';
import { writeWholeSync } from './files.ts';
import { isPolicy, openLog } from './log.ts';
import { type AofServer, createServer, flags } from './server.ts';

/** The flags of the exercises, with redis-server's defaults. */
export const exerciseFlags = {
  ...flags,
  'aof-load-truncated': 'yes',
  'auto-aof-rewrite-percentage': '100',
  'auto-aof-rewrite-min-size': String(64 * 1024 * 1024),
};

type Values = typeof exerciseFlags;

/** The server with what the four exercises add to it. */
export function createExercises(values: Values, keyspace = createExpiringKeyspace()): AofServer {
  const server = createServer(values, keyspace);
  const path = join(values.dir, values.appendfilename);
  const { listen } = server;
  server.listen = (port) => {
    if (values.appendonly === 'yes') {
      adoptFolder(values, path);
      if (values['aof-load-truncated'] === 'no' && existsSync(path)) refuseTorn(path);
    }
    listen(port);
  };
  rewriteByItself(server, values, path);
  switchWhileRunning(server, values, path);
  return server;
}

/** 1. `--aof-load-truncated no`: a log with a torn last command is for a person to look at. */
function refuseTorn(path: string): void {
  const bytes = readFileSync(path);
  const parser = createParser();
  let whole = 0;
  try {
    parser.push(bytes);
    while (parser.next()) whole += parser.args.raw().length;
  } catch {
    return; // not torn but corrupt: the replay says where
  }
  if (whole < bytes.length)
    fail(`Unexpected end of file reading the append only file ${path} at offset ${whole}`);
}

/** 2. `--auto-aof-rewrite-percentage` and `-min-size`: the log is rewritten when it has grown by so much since the last time. */
function rewriteByItself(server: AofServer, values: Values, path: string): void {
  const growth = Number(values['auto-aof-rewrite-percentage']) / 100;
  const least = Number(values['auto-aof-rewrite-min-size']);
  let base: number | undefined; // the size after the last rewrite, in bytes
  let size = 0;

  const measure = (): void => {
    base = size = statSync(path).size;
  };
  server.audience.add((effect) => {
    size += effect.length;
  });

  const { flush } = server;
  server.flush = () => {
    flush();
    const { log } = server;
    if (growth === 0 || log === undefined || !server.audience.has(log.append) || log.rewriting()) return;
    if (base === undefined) measure();
    if (size < least || size < (base ?? 0) * (1 + growth)) return;
    log
      .rewrite(() => server.snapshot())
      .then(measure, (problem) => {
        measure(); // and try again when it has doubled once more
        console.warn(`Rewriting the append only file failed: ${problem}`);
      });
  };
}

/** 3. `CONFIG SET appendonly yes|no`: https://redis.io/docs/latest/commands/config-set/ */
function switchWhileRunning(server: AofServer, values: Values, path: string): void {
  const { config: right } = server.commands;

  const config = read(-2, (args, client) => {
    if (args.word(1) !== 'set' || args.length !== 4 || args.word(2) !== 'appendonly') {
      return right?.run(args, client) ?? '';
    }
    const wanted = args.word(3);
    if (wanted !== 'yes' && wanted !== 'no') {
      return error(
        `ERR CONFIG SET failed (possibly related to argument 'appendonly') - argument must be 'yes' or 'no'`,
      );
    }
    if (wanted === server.config['appendonly']) return ok;
    if (wanted === 'yes') begin();
    else end();
    server.config['appendonly'] = wanted;
    return ok;
  });
  server.commands['config'] = config;

  /** A log of today begins with the dataset of today; one that lies there from an earlier day is worth nothing. */
  function begin(): void {
    if (server.log === undefined) rmSync(path, { force: true });
    const policy = isPolicy(values.appendfsync) ? values.appendfsync : 'everysec';
    server.log ??= openLog(path, policy, () => server.flush());
    server.audience.add(server.log.append);
    server.log
      .rewrite(() => server.snapshot())
      .catch((problem) => {
        console.warn(`Beginning the append only file failed: ${problem}`);
      });
  }

  /** What was acknowledged stands in the log; it stays open for the next time, but nothing is appended. */
  function end(): void {
    if (server.log === undefined) return;
    server.log.write();
    server.audience.delete(server.log.append);
  }
}

/**
 * 4. The folder in which redis-server 7 keeps its log: `aofLoadManifestFromFile` in `src/aof.c`. Its files become one, which
 * is the log from then on.
 */
function adoptFolder({ dir, appendfilename }: Values, path: string): void {
  const folder = join(dir, 'appendonlydir');
  const manifest = join(folder, `${appendfilename}.manifest`);
  if (existsSync(path) || !existsSync(manifest)) return;
  const named = readFileSync(manifest, 'utf8').matchAll(/^file (\S+) seq \d+ type [bi]$/gm);
  const parts = Array.from(named, ([, name = '']) => {
    const bytes = readFileSync(join(folder, name));
    if (bytes.toString('latin1', 0, 5) !== 'REDIS') return bytes;
    if (!isEmptyRdb(bytes))
      fail(`${name} is an RDB file with keys: rewrite it with aof-use-rdb-preamble no first`);
    return Buffer.alloc(0);
  });
  writeWholeSync(path, parts);
}

/** Whether nothing but remarks (pairs of strings after 0xfa) stands before the end (0xff): `src/rdb.c`. */
function isEmptyRdb(bytes: Buffer): boolean {
  let at = 'REDIS0010'.length;
  const skipString = (): void => {
    const first = bytes[at++] ?? 0;
    const low = first & 0x3f;
    if (first >> 6 === 0) at += low;
    else if (first >> 6 === 1) at += 1 + ((low << 8) | (bytes[at] ?? 0));
    else if (first >> 6 === 3)
      at += 2 ** low; // an integer of 1, 2 or 4 bytes
    else at = bytes.length; // no remark is that long
  };
  while (bytes[at] === 0xfa) {
    at++;
    skipString();
    skipString();
  }
  return bytes[at] === 0xff;
}

main(import.meta.filename, exerciseFlags, createExercises);
