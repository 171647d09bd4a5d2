/** What a byte does to a checksum: Jones's polynomial, its bits in reverse (`src/crc64.c`). */
const table = BigUint64Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x95ac9329ac4bc9b5n : crc >> 1n;
  return crc;
});
const halves = new Int32Array(table.buffer); // low, high, low, high, …: bigints are slow, and numbers shift 32 bits

/** The checksum of bytes that follow those whose checksum is `before`. */
export function crc64(bytes: Buffer, before = 0n): bigint {
  let [low, high] = [Number(BigInt.asIntN(32, before)), Number(BigInt.asIntN(32, before >> 32n))];
  for (let i = 0; i < bytes.length; i++) {
    const entry = 2 * ((low ^ (bytes[i] ?? 0)) & 0xff);
    low = ((low >>> 8) | (high << 24)) ^ (halves[entry] ?? 0);
    high = (high >>> 8) ^ (halves[entry + 1] ?? 0);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
