import type { Entry } from '../05-aof-persistence/log.ts';
import { crc64 } from './crc64.ts';

/** A string as it stands in the file: how long it is, then its bytes. */
export const encodeString = (text: string): string => encodeLength(text.length) + text;

/** A snapshot in the format of Redis 7.0, which is RDB version 10 (`src/rdb.c`), a batch of bytes at a time. */
export function* encodeSnapshot(entries: Iterable<Entry>, encode = encodeString): Generator<Buffer> {
  let crc = 0n;
  let batch = `REDIS0010\xfa${encodeString('redis-ver')}${encodeString('7.0.15')}\xfe\x00`; // then database 0
  for (const [key, value, deadline] of entries) {
    if (deadline !== undefined) batch += `\xfc${int64(deadline)}`;
    batch += `\x00${encode(key)}${encode(value)}`; // 0: the value is a string
    if (batch.length < 16384) continue;
    const bytes = Buffer.from(batch, 'latin1');
    [batch, crc] = ['', crc64(bytes, crc)];
    yield bytes;
  }
  const rest = Buffer.from(`${batch}\xff`, 'latin1');
  yield Buffer.concat([rest, Buffer.from(int64(crc64(rest, crc)), 'latin1')]);
}

/** The two upper bits say in how many bits the length is: 6, 14 or 32. */
function encodeLength(length: number): string {
  if (length < 64) return String.fromCharCode(length);
  if (length < 16384) return String.fromCharCode(64 | (length >> 8), length & 255);
  return String.fromCharCode(128, ...[24, 16, 8, 0].map((shift) => (length >> shift) & 255));
}

/** Eight bytes, the lowest first, as every processor has it that Node runs on. */
const int64 = (value: bigint): string => Buffer.from(BigUint64Array.of(value).buffer).toString('latin1');
