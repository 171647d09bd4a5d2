// Strings that Redis has compressed. Begin in server.ts; come here for 06.20 (GUIDE.md, "LZF").

/**
 * Unpacks LZF: runs of plain bytes, and repetitions of what came up to 8 KiB before (`src/lzf_d.c`). Throws when that
 * doesn't make `length` bytes.
 */
export function unpack(_packed: Buffer, _length: number): Buffer {
  throw new Error('compressed strings are not implemented yet: go on in starter/06-rdb-snapshots/lzf.ts');
}
