import { type Flags, flags, main } from '../01-tcp-echo/main.ts';
import { type Commands, read, write, wrongArity } from '../02-resp-parser/commands.ts';
import { createParser } from '../02-resp-parser/parser.ts';
import { array, bulk, error, integer, ok, simple } from '../02-resp-parser/replies.ts';
import type { Client } from '../02-resp-parser/server.ts';
import { glob } from './glob.ts';
import { isInteger } from './integers.ts';
import { createKeyspace, type Keyspace } from './keyspace.ts';
import { createServer, type KeyServer } from './server.ts';
import { notAnInteger, strings, syntaxError } from './strings.ts';

/** The server with what the four exercises add to it. */
export function createExercises(values: Flags, keyspace = createKeyspace()): KeyServer {
  const server = createServer(values, keyspace);
  Object.assign(server.commands, allOrNothing(keyspace), ranges(keyspace), cursors(keyspace));
  addTransactions(server);
  return server;
}

/** 1. MSETNX: https://redis.io/docs/latest/commands/msetnx/ */
function allOrNothing(keyspace: Keyspace): Commands {
  const msetnx = write(-3, (args) => {
    if (args.length % 2 === 0) return wrongArity('msetnx');
    const words = strings(args, 1);
    const keys = words.filter((_, i) => i % 2 === 0);
    if (keys.some((key) => keyspace.has(key))) return integer(0);
    for (const [i, key] of keys.entries()) keyspace.set(key, words[2 * i + 1] ?? '');
    return integer(1);
  });
  return { msetnx };
}

/** 2. GETRANGE and SETRANGE: https://redis.io/docs/latest/commands/getrange/ */
function ranges(keyspace: Keyspace): Commands {
  const longest = 512 * 1024 * 1024 - 64; // bytes; a string can't quite be as long as Redis allows

  const getrange = read(4, (args) => {
    if (!isInteger(args.string(2)) || !isInteger(args.string(3))) return notAnInteger;
    const value = keyspace.get(args.string(1)) ?? '';
    const [start, end] = [Number(args.string(2)), Number(args.string(3))];
    if (start < 0 && end < start) return bulk('');
    const place = (index: number) => Math.max(index < 0 ? value.length + index : index, 0);
    return bulk(value.slice(place(start), place(end) + 1));
  });

  const setrange = write(4, (args) => {
    if (!isInteger(args.string(2))) return notAnInteger;
    const [key, offset, part] = [args.string(1), Number(args.string(2)), args.string(3)];
    if (offset < 0) return error('ERR offset is out of range');
    const value = keyspace.get(key) ?? '';
    if (part === '') return integer(value.length);
    if (offset + part.length > longest)
      return error('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
    const changed = value.slice(0, offset).padEnd(offset, '\0') + part + value.slice(offset + part.length);
    keyspace.update(key, changed);
    return integer(changed.length);
  });

  return { getrange, setrange };
}

/** 3. MULTI, EXEC, DISCARD: https://redis.io/docs/latest/develop/using-commands/transactions/ */
function addTransactions(server: KeyServer): void {
  const open = new WeakMap<Client, { queue: Buffer[]; spoilt: boolean }>();
  const nested = error('ERR MULTI calls can not be nested');
  const { run, send } = server;

  const multi = read(1, (_, client) => {
    if (open.has(client)) return nested;
    open.set(client, { queue: [], spoilt: false });
    return ok;
  });
  const discard = read(1, (_, client) => (open.delete(client) ? ok : error('ERR DISCARD without MULTI')));
  const exec = write(1, (_, client) => {
    const transaction = open.get(client);
    if (transaction === undefined) return error('ERR EXEC without MULTI');
    open.delete(client);
    if (transaction.spoilt) return error('EXECABORT Transaction discarded because of previous errors.');
    return array(transaction.queue.map((command) => runQueued(command, client)));
  });
  Object.assign(server.commands, { multi, discard, exec } satisfies Commands);

  server.run = (command, args, client) => {
    const transaction = open.get(client);
    if (transaction === undefined || command === multi || command === discard || command === exec)
      return run(command, args, client);
    transaction.queue.push(Buffer.from(args.raw())); // a copy: `args` are only good until this returns
    return simple('QUEUED');
  };

  // Whatever is refused before it is run comes by here only.
  server.send = (client, reply) => {
    const transaction = open.get(client);
    if (transaction !== undefined && reply.startsWith('-') && reply !== nested) transaction.spoilt = true;
    send(client, reply);
  };

  function runQueued(bytes: Buffer, client: Client): string {
    const { args, push, next } = createParser();
    push(bytes);
    next();
    const command = server.commands[args.word(0)];
    return command === undefined ? '' : run(command, args, client);
  }
}

/**
 * 4. SCAN: https://redis.io/docs/latest/commands/scan/. Keys have their places in the order of their hashes, which no
 * other key can change; the cursor is the first hash not visited yet. So a step looks at all keys, but tells few.
 */
function cursors(keyspace: Keyspace): Commands {
  const scan = read(-2, (args) => {
    if (!/^\d{1,19}$/.test(args.string(1))) return error('ERR invalid cursor');
    let [matches, count] = [(_: string) => true, 10];
    for (let i = 2; i < args.length; i += 2) {
      const [option, value] = [args.word(i), args.string(i + 1)];
      if (i + 1 === args.length || !/^(match|count)$/.test(option)) return syntaxError;
      if (option === 'match') matches = glob(value);
      else if (!isInteger(value)) return notAnInteger;
      else if (Number(value) < 1) return syntaxError;
      else count = Number(value);
    }
    const from = Number(args.string(1));
    const left = Array.from(keyspace.keys(), (key) => ({ key, hash: hashOf(key) }))
      .filter(({ hash }) => hash >= from)
      .sort((a, b) => a.hash - b.hash);
    const last = left[count - 1]?.hash ?? Number.POSITIVE_INFINITY;
    const page = left.filter(({ hash }) => hash <= last);
    const next = page.length < left.length ? last + 1 : 0;
    const found = page.map(({ key }) => key).filter(matches);
    return array([bulk(String(next)), array(found.map(bulk))]);
  });
  return { scan };
}

/** FNV-1a, with 32 bits. */
function hashOf(key: string): number {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619) >>> 0;
  return hash;
}

main(import.meta.filename, flags, createExercises);
