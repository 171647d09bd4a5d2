const [heads, tails] = [new Int32Array(4096), new Int32Array(4096)]; // the bytes of each text that is remembered
const remembered: string[] = new Array(4096).fill('');

/**
 * The bytes from `start` to `end` as latin1 text: one character a byte, so any bytes fit, and lengths are right. With
 * `lower` A to Z become a to z. Clients say the same few words and small values over and over. So texts of up to eight
 * bytes, which make two integers, are remembered: finding one again makes no string, and leaves none to be collected.
 */
export function text(bytes: Buffer, start: number, end: number, lower = false): string {
  const short = end - start <= 8;
  let [head, tail] = [0, 0];
  for (let i = start; short && i < end; i++) {
    const byte = bytes[i] as number;
    head = (head << 8) | (tail >>> 24);
    tail = (tail << 8) | (lower && byte >= 65 && byte <= 90 ? byte + 32 : byte); // names are ASCII
  }
  const slot = Math.imul(Math.imul(head, 31) + tail, 0x9e3779b1) >>> 20; // one of 4096
  const known = remembered[slot] as string;
  if (short && heads[slot] === head && tails[slot] === tail && known.length === end - start) return known;
  const made = bytes.toString('latin1', start, end);
  const fresh = lower ? made.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : made;
  if (short) [heads[slot], tails[slot], remembered[slot]] = [head, tail, fresh];
  return fresh;
}
