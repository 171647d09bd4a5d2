// What is in the file. server.ts is where to begin; come here with it for 06.1 to 06.8.
import type { Entry } from '../05-aof-persistence/log.ts';

/** How a string stands in the file. */
export type EncodeString = (text: string) => string;

/** How long the string is, then its bytes (GUIDE.md, "Lengths"). A character of the text is a byte of the file. */
export const encodeString: EncodeString = (_text) => '';

/**
 * A snapshot in the format of Redis 7.0, which is RDB version 10 (`src/rdb.c`), a batch of bytes at a time: `yield` whenever
 * some 64 KiB have come together, so that others get their turn in between (06.48). `encode` is for keys and values.
 */
export function* encodeSnapshot(_entries: Iterable<Entry>, _encode: EncodeString): Generator<Buffer> {
  // 06.2: five letters and four digits, as a Buffer. 06.3: 0xff and the checksum. 06.4: what is between them.
}
