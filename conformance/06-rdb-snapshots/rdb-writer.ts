// Writes RDB files part by part: also such as only old or odd servers write, and damaged ones.
// The format: redis/redis, `src/rdb.h` and `src/rdb.c`.
import type { Word } from '../../harness/suite.ts';
import { crc64 } from './crc64.ts';

/** A whole file: the header, these parts, the end, and the checksum (which files before version 5 don't have). */
export function rdb(parts: readonly Buffer[], { version = '0010', checksum }: Options = {}): Buffer {
  const body = Buffer.concat([Buffer.from(`REDIS${version}`), ...parts, byte(0xff)]);
  return version < '0005' ? body : Buffer.concat([body, checksum ?? crc64(body)]);
}

interface Options {
  /** Four digits. */
  readonly version?: string;
  /** Eight bytes, instead of the right ones. */
  readonly checksum?: Buffer;
}

/** Selects a database: the keys that follow are in it. */
export const selectDb = (index: number): Buffer => Buffer.concat([byte(0xfe), length(index)]);

/** A hint: how many keys follow, and how many of them have a deadline. */
export const resizeDb = (keys: number, deadlines: number): Buffer =>
  Buffer.concat([byte(0xfb), length(keys), length(deadlines)]);

/** A remark about the file, which a reader skips when it doesn't know it. */
export const aux = (name: string, value: Buffer): Buffer => Buffer.concat([byte(0xfa), text(name), value]);

/** How long nobody has touched the next key, in seconds. */
export const idle = (seconds: number): Buffer => Buffer.concat([byte(0xf8), length(seconds)]);

/** How often the next key is used, from 0 to 255. */
export const frequency = (counter: number): Buffer => Buffer.concat([byte(0xf9), byte(counter)]);

/** The deadline of the next key, as a Unix time in ms. */
export function deadline(ms: number): Buffer {
  const bytes = Buffer.alloc(9, 0xfc);
  bytes.writeBigInt64LE(BigInt(ms), 1);
  return bytes;
}

/** The deadline of the next key, as a Unix time in seconds: so Redis wrote it before version 2.6. */
export function deadlineInSeconds(seconds: number): Buffer {
  const bytes = Buffer.alloc(5, 0xfd);
  bytes.writeInt32LE(seconds, 1);
  return bytes;
}

/** A string under a key; each is an encoded string (`text`, `int8`, `lzf`…). */
export const entry = (key: Buffer, value: Buffer): Buffer => Buffer.concat([byte(0), key, value]);

/** A string under a key, as plain as it can be. */
export const pair = (key: Word, value: Word): Buffer => entry(text(key), text(value));

/** A list under a key, each element plain (type 1). */
export const list = (key: Word, elements: readonly Word[]): Buffer =>
  Buffer.concat([byte(1), text(key), length(elements.length), ...elements.map(text)]);

/** A string as it is, behind its length. */
export function text(word: Word): Buffer {
  const bytes = Buffer.isBuffer(word) ? word : Buffer.from(String(word));
  return Buffer.concat([length(bytes.length), bytes]);
}

/** A string that is a whole number, in 1, 2 or 4 bytes. */
export function integer(value: number, size: 1 | 2 | 4): Buffer {
  const bytes = Buffer.alloc(1 + size, size === 4 ? 0xc2 : 0xbf + size);
  bytes.writeIntLE(value, 1, size);
  return bytes;
}

/** Bytes that stand for themselves, or a copy of `count` bytes from `distance` bytes back in what was written so far. */
export type LzfStep = Buffer | { readonly distance: number; readonly count: number };

/** A string compressed by LZF, step by step, and the string that it stands for (`src/lzf_d.c`). */
export function lzf(steps: readonly LzfStep[]): { readonly encoded: Buffer; readonly value: Buffer } {
  const packed: number[] = [];
  const value: number[] = [];
  for (const step of steps) {
    if (Buffer.isBuffer(step)) {
      packed.push(step.length - 1, ...step);
      value.push(...step);
      continue;
    }
    const [back, more] = [step.distance - 1, step.count - 2];
    packed.push((Math.min(more, 7) << 5) | (back >> 8), ...(more < 7 ? [] : [more - 7]), back & 0xff);
    for (let i = 0; i < step.count; i++) value.push(value[value.length - step.distance] ?? 0);
  }
  const encoded = [byte(0xc3), length(packed.length), length(value.length), Buffer.from(packed)];
  return { encoded: Buffer.concat(encoded), value: Buffer.from(value) };
}

/** A length in the fewest bytes, or in those asked for: 6 or 14 bits, 4 or 8 bytes. */
export function length(value: number, bits = value < 64 ? 6 : value < 16_384 ? 14 : 32): Buffer {
  if (bits === 6) return byte(value);
  if (bits === 14) return Buffer.from([0x40 | (value >> 8), value & 0xff]);
  const bytes = Buffer.alloc(1 + bits / 8);
  bytes[0] = bits === 32 ? 0x80 : 0x81;
  if (bits === 32) bytes.writeUInt32BE(value, 1);
  else bytes.writeBigUInt64BE(BigInt(value), 1);
  return bytes;
}

/** One byte. */
export const byte = (value: number): Buffer => Buffer.from([value]);
