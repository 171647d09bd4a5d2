import type { Entry } from '../05-aof-persistence/log.ts';
import { crc64 } from './crc64.ts';
import { unpack } from './lzf.ts';

const NEWEST = 10; // the version of Redis 7.0

/** The types of values by their number; the way a value is stored makes for several. */
const TYPES =
  'string list set zset hash zset module module - hash list set zset hash list stream hash zset list stream';

/** Reads what is in an RDB file, one thing after another. Each function throws where the bytes end too early. */
export function createReader(bytes: Buffer) {
  let at = 0;

  function take(size: number): Buffer {
    if (size > bytes.length - at) throw new Error('it ends too early');
    at += size;
    return bytes.subarray(at - size, at);
  }

  const byte = (): number => take(1).readUInt8();

  function length(): number {
    const first = byte();
    if (first < 64) return first;
    if (first < 128) return ((first & 63) << 8) | byte();
    if (first === 128) return take(4).readUInt32BE();
    if (first === 129) return Number(take(8).readBigUInt64BE());
    throw new Error('a length is damaged');
  }

  /** A string: its length and its bytes; or 0xc0 to 0xc3, and a number of 8, 16 or 32 bits, or compressed bytes. */
  function string(): string {
    const first = bytes[at] ?? 0;
    if (first < 0xc0) return take(length()).toString('latin1');
    at++;
    if (first === 0xc0) return String(take(1).readInt8());
    if (first === 0xc1) return String(take(2).readInt16LE());
    if (first === 0xc2) return String(take(4).readInt32LE());
    if (first !== 0xc3) throw new Error('a string is damaged');
    const [packed, size] = [length(), length()];
    return unpack(take(packed), size).toString('latin1');
  }

  return { take, byte, length, string };
}

/**
 * The entries of a snapshot in the format of Redis (`src/rdb.c`). Throws an Error that says what is wrong when it is
 * damaged, or holds what there isn't here.
 */
export function* decodeSnapshot(bytes: Buffer): Generator<Entry> {
  const version = Number(/^REDIS(\d{4})$/.exec(bytes.toString('latin1', 0, 9))?.[1]);
  if (!(version >= 1 && version <= NEWEST))
    throw new Error('it is no snapshot, or of a version nobody knows');
  if (version >= 5) verify(bytes);

  const { take, byte, length, string } = createReader(bytes.subarray(9));
  let deadline: bigint | undefined;
  for (let next = byte(); next !== 0xff; next = byte()) {
    if (next === 0xfc) deadline = take(8).readBigInt64LE();
    else if (next === 0xfd) deadline = BigInt(take(4).readInt32LE()) * 1000n;
    else if (next === 0xfa)
      [string(), string()]; // a fact about the file, with its name
    else if (next === 0xfb)
      [length(), length()]; // how many keys there are, and how many with a deadline
    else if (next === 0xf8)
      length(); // how long nobody has used the key
    else if (next === 0xf9)
      byte(); // how often somebody has
    else if (next === 0xfe) {
      const database = length();
      if (database !== 0) throw new Error(`it holds database ${database}, and here is only database 0`);
    } else if (next === 0) {
      yield [string(), string(), deadline];
      deadline = undefined;
    } else
      throw new Error(`it holds a ${TYPES.split(' ')[next] ?? 'thing nobody knows'}, here are only strings`);
  }
}

/** The last eight bytes are the checksum of all before them; zero means that nobody made one. */
function verify(bytes: Buffer): void {
  const checksum = bytes.readBigUInt64LE(bytes.length - 8);
  if (checksum !== 0n && checksum !== crc64(bytes.subarray(0, -8))) throw new Error('its checksum is wrong');
}
