import { crc64 } from './crc64.ts';
import { unpack } from './lzf.ts';

/** The types of values by their number; the way a value is stored makes for several. */
const TYPES =
  'string list set zset hash zset module module - hash list set zset hash list stream hash zset list stream';

/**
 * The entries of a snapshot in the format of Redis (`src/rdb.c`). Throws an Error that says what is wrong when it is
 * damaged, or holds what there isn't here.
 */
export function* decodeSnapshot(bytes: Buffer) {
  const version = Number(/^REDIS(\d{4})$/.exec(bytes.toString('latin1', 0, 9))?.[1]);
  if (!(version >= 1 && version <= 10)) throw new Error('it is no snapshot, or of a version nobody knows');
  // Behind all else stands a checksum; zero means that nobody made one.
  const checksum = version < 5 ? 0n : bytes.readBigUInt64LE(bytes.length - 8);
  if (checksum !== 0n && checksum !== crc64(bytes.subarray(0, -8))) throw new Error('its checksum is wrong');

  let at = 9;
  const byte = (): number => bytes[pass(1)] ?? 0;
  let deadline: bigint | undefined;
  // 0xfa: a fact and its name; 0xfb: how many keys there are, and with a deadline; 0xf8, 0xf9: how a key was used.
  for (let next = byte(); next !== 0xff; next = byte()) {
    if (next === 0xfc) deadline = bytes.readBigInt64LE(pass(8));
    else if (next === 0xfd) deadline = BigInt(bytes.readInt32LE(pass(4))) * 1000n;
    else if (next === 0xfa) [string(), string()];
    else if (next === 0xfb) [length(), length()];
    else if (next === 0xf8) length();
    else if (next === 0xf9) byte();
    else if (next === 0) {
      yield [string(), string(), deadline] as const;
      deadline = undefined;
    } else if (next !== 0xfe) throw new Error(`it holds a ${TYPES.split(' ')[next] ?? 'thing nobody knows'}`);
    else if (length() !== 0) throw new Error('it holds another database than 0');
  }

  /** Goes on by so many bytes, and tells where they begin. */
  function pass(size: number): number {
    if (size > bytes.length - at) throw new Error('it ends too early');
    at += size;
    return at - size;
  }

  function length(): number {
    const first = byte();
    if (first < 64) return first;
    if (first < 128) return ((first & 63) << 8) | byte();
    if (first === 128) return bytes.readUInt32BE(pass(4));
    if (first === 129) return Number(bytes.readBigUInt64BE(pass(8)));
    throw new Error('a length is damaged');
  }

  /** A length and so many bytes; or behind 0xc0 to 0xc2 an integer of 1, 2 or 4 bytes, behind 0xc3 compressed ones. */
  function string(): string {
    const form = (bytes[at] ?? 0) - 0xc0;
    if (form < 0) return bytes.toString('latin1', pass(length()), at);
    at++;
    if (form < 3) return String(bytes.readIntLE(pass(2 ** form), 2 ** form));
    if (form > 3) throw new Error('a string is damaged');
    const [packed, size] = [length(), length()];
    return unpack(bytes.subarray(pass(packed), at), size).toString('latin1');
  }
}
