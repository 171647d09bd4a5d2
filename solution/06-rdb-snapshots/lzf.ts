/**
 * Unpacks LZF: runs of plain bytes, and repetitions of what came up to 8 KiB before (`src/lzf_d.c`). Throws when that
 * doesn't make `length` bytes.
 */
export function unpack(packed: Buffer, length: number): Buffer {
  const out = Buffer.alloc(length);
  let end = 0;
  for (let at = 0; at < packed.length; ) {
    const control = packed.readUInt8(at++);
    if (control < 32) {
      end += packed.copy(out, end, at, at + control + 1);
      at += control + 1;
      continue;
    }
    const repeats = (control >> 5) + (control >> 5 === 7 ? packed.readUInt8(at++) : 0) + 2;
    const from = end - ((control & 31) << 8) - packed.readUInt8(at++) - 1;
    // Byte by byte: those to repeat may be among those just written.
    for (let i = 0; i < repeats; i++) out.writeUInt8(out.readUInt8(from + i), end++);
  }
  if (end !== length) throw new Error('a compressed string is damaged');
  return out;
}
