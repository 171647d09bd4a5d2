// Reads the RDB file that a server wrote, and says what is wrong with it in words for the one who wrote the server.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, type Server } from '../../harness/suite.ts';
import { crc64 } from './crc64.ts';

export interface Snapshot {
  readonly version: string;
  /** By key, as latin1. `deadline` is a Unix time in ms. */
  readonly keys: ReadonlyMap<string, { readonly value: Buffer; readonly deadline: number | undefined }>;
}

/** Reads the snapshot in a server's `--dir`. @throws {Failure} `wrong reply` when it isn't whole */
export async function snapshotOf(server: Server, name = 'dump.rdb'): Promise<Snapshot> {
  return readSnapshot(await fileOf(server, name), name);
}

/** The bytes of a file in a server's `--dir`. @throws {Failure} `wrong reply` when there is none */
export async function fileOf(server: Server, name = 'dump.rdb'): Promise<Buffer> {
  try {
    return await readFile(join(server.dir, name));
  } catch (error) {
    throw new Failure('wrong reply', 'the file is to be in the folder that --dir names', {
      expected: `a file ${name}`,
      received: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Reads a snapshot from its bytes. @throws {Failure} `wrong reply` when it isn't whole */
export function readSnapshot(file: Buffer, name = 'dump.rdb'): Snapshot {
  const keys = new Map<string, { value: Buffer; deadline: number | undefined }>();
  let at = 0;
  let deadline: number | undefined;

  const wrong = (where: number, expected: string, received: string) =>
    new Failure('wrong reply', `${name} is not a whole snapshot: at byte ${where} of ${file.length}`, {
      expected,
      received,
    });
  const take = (count: number, what: string): Buffer => {
    if (at + count > file.length) throw wrong(at, `${what} (${count} bytes)`, 'the end of the file');
    at += count;
    return file.subarray(at - count, at);
  };
  const takeByte = (what: string) => take(1, what).readUInt8();

  const header = take(9, 'REDIS and a version of four digits').toString('latin1');
  if (!/^REDIS\d{4}$/.test(header)) throw wrong(0, 'REDIS and a version of four digits', header);
  const version = header.slice(5);
  for (;;) {
    const start = at;
    const opcode = takeByte('an opcode, or the type of a value');
    if (opcode === 0xff) break;
    else if (opcode === 0xfe) takeLength('the number of a database');
    else if (opcode === 0xfb) [takeLength('a number of keys'), takeLength('a number of deadlines')];
    else if (opcode === 0xfa) [takeString('the name of an AUX field'), takeString('its value')];
    else if (opcode === 0xf8) takeLength('an idle time');
    else if (opcode === 0xf9) takeByte('a frequency');
    else if (opcode === 0xfc) deadline = Number(take(8, 'a deadline in ms').readBigInt64LE());
    else if (opcode === 0xfd) deadline = 1000 * take(4, 'a deadline in seconds').readInt32LE();
    else if (opcode === 0) {
      const key = takeString('a key').toString('latin1');
      if (keys.has(key)) throw wrong(start, 'each key once', `the key "${key}" again`);
      keys.set(key, { value: takeString('a value'), deadline });
      deadline = undefined;
    } else throw wrong(start, 'an opcode, or type 0 (string)', `0x${opcode.toString(16)}`);
  }
  const sum = crc64(file.subarray(0, at));
  const found = version < '0005' ? sum : take(8, 'the checksum');
  if (!found.equals(sum)) throw wrong(at - 8, `the checksum ${hex(sum)}`, hex(found));
  if (at < file.length) throw wrong(at, 'the end of the file', `${file.length - at} bytes more`);
  return { version, keys };

  function takeLength(what: string): number {
    const first = takeByte(what);
    if (first < 0x40) return first;
    if (first < 0x80) return ((first & 0x3f) << 8) | takeByte(what);
    if (first === 0x80) return take(4, what).readUInt32BE();
    if (first === 0x81) return Number(take(8, what).readBigUInt64BE());
    throw wrong(at - 1, `${what}: a length`, `0x${first.toString(16)}`);
  }

  function takeString(what: string): Buffer {
    const first = file[at] ?? 0;
    if (first < 0xc0) return take(takeLength(`the length of ${what}`), what);
    at++;
    if (first === 0xc0) return Buffer.from(`${take(1, what).readInt8()}`);
    if (first === 0xc1) return Buffer.from(`${take(2, what).readInt16LE()}`);
    if (first === 0xc2) return Buffer.from(`${take(4, what).readInt32LE()}`);
    if (first !== 0xc3) throw wrong(at - 1, `${what}: a string`, `0x${first.toString(16)}`);
    const [packed, size] = [takeLength('a compressed length'), takeLength('a length')];
    const value = unpack(take(packed, what), size);
    if (value?.length !== size) throw wrong(at, `${what}: ${size} bytes compressed by LZF`, 'something else');
    return value;
  }
}

/** LZF (`src/lzf_d.c`); undefined when these bytes are not that. */
function unpack(packed: Buffer, size: number): Buffer | undefined {
  const value = Buffer.alloc(size);
  let end = 0;
  for (let at = 0; at < packed.length; ) {
    const control = packed[at++] ?? 0;
    if (control < 32) {
      end += packed.copy(value, end, at, at + control + 1);
      at += control + 1;
      continue;
    }
    const count = (control >> 5) + 2 + (control >> 5 === 7 ? (packed[at++] ?? 0) : 0);
    const from = end - ((control & 31) << 8) - (packed[at++] ?? 0) - 1;
    if (from < 0 || end + count > size) return undefined;
    for (let i = 0; i < count; i++) value[end++] = value[from + i] ?? 0;
  }
  return value.subarray(0, end);
}

const hex = (bytes: Buffer): string => bytes.toString('hex');
