import { main } from '../01-tcp-echo/main.ts';
import { type Commands, read, write } from '../02-resp-parser/commands.ts';
import { bulk, error, nil, ok } from '../02-resp-parser/replies.ts';
import { isInteger } from '../03-get-set/integers.ts';
import { notAnInteger, strings, syntaxError } from '../03-get-set/strings.ts';
import { crc64 } from './crc64.ts';
import { decodeSnapshot } from './rdb-reader.ts';
import { encodeString } from './rdb-writer.ts';
import type { SavePoint } from './saves.ts';
import { createServer, flags, type SnapshotServer } from './server.ts';

/** The server with what the four exercises add to it. */
export function createExercises(values: typeof flags): SnapshotServer {
  const server = createServer(values);
  Object.assign(server.commands, carrying(server));
  server.encodeString = encodeCompressed;
  refuseWhenSavesFail(server);
  changeSavePoints(server);
  return server;
}

const FORMAT = 10; // the version of Redis 7.0

/** 1. DUMP and RESTORE: https://redis.io/docs/latest/commands/restore/ */
function carrying({ keyspace, encodeString }: SnapshotServer): Commands {
  return {
    dump: read(2, (args) => {
      const value = keyspace.get(args.string(1));
      if (value === undefined) return nil;
      const body = Buffer.from(`\0${encodeString(value)}${String.fromCharCode(FORMAT, 0)}`, 'latin1');
      return bulk(body.toString('latin1') + checksum(body));
    }),

    restore: write(-4, (args) => {
      const [key, ttl, payload] = [args.string(1), args.string(2), args.string(3)];
      const options = strings(args, 4).map((option) => option.toLowerCase());
      if (options.some((option) => option !== 'replace' && option !== 'absttl')) return syntaxError;
      if (!options.includes('replace') && keyspace.has(key))
        return error('BUSYKEY Target key name already exists.');
      if (!isInteger(ttl)) return notAnInteger;
      if (BigInt(ttl) < 0n) return error('ERR Invalid TTL value, must be >= 0');
      const value = unpackPayload(Buffer.from(payload, 'latin1'));
      if (value === undefined) return error('ERR DUMP payload version or checksum are wrong');

      keyspace.set(key, value);
      if (ttl === '0') return ok;
      const deadline = BigInt(ttl) + (options.includes('absttl') ? 0n : BigInt(keyspace.now));
      if (deadline > BigInt(keyspace.now)) keyspace.expireAt(key, deadline);
      else keyspace.delete(key);
      return ok;
    }),
  };
}

/** The value in what DUMP gave; `undefined` when it isn't right. */
function unpackPayload(payload: Buffer): string | undefined {
  if (payload.length < 11) return undefined;
  const version = payload.readUInt16LE(payload.length - 10);
  if (
    version > FORMAT ||
    checksum(payload.subarray(0, -8)) !== payload.toString('latin1', payload.length - 8)
  )
    return undefined;
  // A payload is a snapshot of one key whose name was left out.
  const head = Buffer.from(`REDIS${String(FORMAT).padStart(4, '0')}`);
  const [type, value] = [payload.subarray(0, 1), payload.subarray(1, -10)];
  const file = Buffer.concat([head, type, Buffer.from([0]), value, Buffer.from([0xff]), Buffer.alloc(8)]);
  try {
    const [entry] = decodeSnapshot(file);
    return entry?.[1];
  } catch {
    return undefined;
  }
}

function checksum(bytes: Buffer): string {
  const sum = Buffer.alloc(8);
  sum.writeBigUInt64LE(crc64(bytes));
  return sum.toString('latin1');
}

/** 2. A string over 20 bytes is compressed when that makes it smaller (`rdbSaveRawString` in `src/rdb.c`). */
function encodeCompressed(text: string): string {
  const packed = text.length > 20 ? compress(Buffer.from(text, 'latin1')) : undefined;
  if (packed === undefined) return encodeString(text);
  const lengthOf = (string: string) => encodeString(string).slice(0, -string.length);
  const bytes = packed.toString('latin1');
  return `\xc3${lengthOf(bytes)}${lengthOf(text)}${bytes}`;
}

/** LZF as `src/lzf_d.c` unpacks it. `undefined`: that is no smaller. */
function compress(input: Buffer): Buffer | undefined {
  const output = Buffer.allocUnsafe(input.length);
  const seen = new Map<number, number>(); // where three bytes stood last
  let end = 0;
  let literal = 0; // where the bytes begin that no copy has covered

  function literals(until: number): void {
    for (; literal < until && end < input.length; literal += 32) {
      const count = Math.min(until - literal, 32);
      output[end++] = count - 1;
      end += input.copy(output, end, literal, literal + count);
    }
  }

  for (let at = 0; at + 2 < input.length && end < input.length; ) {
    const three = input.readUIntBE(at, 3);
    const from = seen.get(three);
    seen.set(three, at);
    if (from === undefined || at - from > 8192) {
      at++;
      continue;
    }
    let count = 3;
    while (count < 264 && at + count < input.length && input[at + count] === input[from + count]) count++;
    literals(at);
    const [back, more] = [at - from - 1, count - 2];
    output[end++] = (Math.min(more, 7) << 5) | (back >> 8);
    if (more >= 7) output[end++] = more - 7;
    output[end++] = back & 0xff;
    at += count;
    literal = at;
  }
  literals(input.length);
  return end < input.length ? output.subarray(0, end) : undefined;
}

const MISCONF =
  "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. " +
  'Commands that may modify the data set are disabled, because this instance is configured to report errors during ' +
  'writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs for details ' +
  'about the RDB error.';

/** 3. Nobody writes while snapshots are wanted and fail (`writeCommandsDeniedByDiskError` in `src/server.c`). */
function refuseWhenSavesFail(server: SnapshotServer): void {
  const { run, saves } = server;
  server.run = (command, args, client) => {
    const refused = command.write && saves.points.length > 0 && !saves.lastSucceeded;
    return refused ? error(MISCONF) : run(command, args, client);
  };
}

/** 4. CONFIG SET save: https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/ */
function changeSavePoints(server: SnapshotServer): void {
  const { commands, config, saves } = server;
  const { config: earlier } = commands;
  if (earlier === undefined) return;
  const configure = read(-2, (args, client) => {
    if (args.word(1) !== 'set' || args.word(2) !== 'save') return earlier.run(args, client);
    const points = args.length === 4 ? parsePoints(args.string(3)) : undefined;
    if (points === undefined) {
      return error("ERR CONFIG SET failed (possibly related to argument 'save') - Invalid save parameters");
    }
    saves.points = points;
    config['save'] = points.flat().join(' ');
    return ok;
  });
  Object.assign(commands, { config: configure });
}

/** The save points in a text such as `900 1 300 10`; `undefined` when they make no sense. */
function parsePoints(text: string): SavePoint[] | undefined {
  if (text === '') return [];
  const numbers = text.split(' ').map((word) => (/^\d{1,9}$/.test(word) ? Number(word) : -1));
  const points: SavePoint[] = [];
  for (let i = 0; i < numbers.length; i += 2) points.push([numbers[i] ?? -1, numbers[i + 1] ?? -1]);
  return points.every(([age, changes]) => age > 0 && changes >= 0) ? points : undefined;
}

main(import.meta.filename, flags, createExercises);
