const remembered: string[] = new Array(1024).fill('');

/**
 * The bytes from `start` to `end` as a lower-case word, such as a command's name. Clients say the same few words
 * over and over, so those are remembered: finding one again makes no string and calls nothing outside JavaScript.
 */
export function word(bytes: Buffer, start: number, end: number): string {
  let slot = 0;
  for (let i = start; i < end; i++) slot = (slot * 31 + lower(bytes[i])) % 1024;
  const known = remembered[slot] ?? '';
  let same = known.length === end - start;
  for (let i = start; i < end && same; i++) same = known.charCodeAt(i - start) === lower(bytes[i]);
  if (same) return known;
  const fresh = bytes.toString('latin1', start, end).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  if (fresh.length < 64) remembered[slot] = fresh;
  return fresh;
}

/** Names are ASCII: only A to Z have a lower case. */
const lower = (byte = 0): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
