// CRC-64/Jones, the checksum of an RDB file (redis/redis, `src/crc64.c`), in two halves of 32 bits.

const polynomial = { high: 0x95ac9329, low: 0xac4bc9b5 };
const highs = new Int32Array(256);
const lows = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd) [high, low] = [high ^ polynomial.high, low ^ polynomial.low];
  }
  highs[byte] = high;
  lows[byte] = low;
}

/** The checksum of these bytes as it stands in a file: 8 bytes, little-endian. */
export function crc64(bytes: Buffer): Buffer {
  let [high, low] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const index = (low ^ (bytes[i] ?? 0)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  const checksum = Buffer.alloc(8);
  checksum.writeInt32LE(low, 0);
  checksum.writeInt32LE(high, 4);
  return checksum;
}
