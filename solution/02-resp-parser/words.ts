const SLOTS = 1024;
const LONGEST = 32;
const remembered: string[] = new Array(SLOTS).fill('');

/**
 * The bytes from `start` to `end` as a lower-case word, such as a command's name. Clients say the same few words
 * over and over, so those are remembered: finding one again takes no call out of JavaScript and makes no string.
 */
export function word(bytes: Buffer, start: number, end: number): string {
  if (end - start > LONGEST) return bytes.toString('latin1', start, end).toLowerCase();
  let slot = 0;
  for (let i = start; i < end; i++) slot = (slot * 31 + lower(bytes[i] ?? 0)) % SLOTS;
  const known = remembered[slot] ?? '';
  if (spells(known, bytes, start, end)) return known;
  const fresh = String.fromCharCode(...bytes.subarray(start, end).map(lower));
  remembered[slot] = fresh;
  return fresh;
}

function spells(known: string, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = start; i < end; i++) if (known.charCodeAt(i - start) !== lower(bytes[i] ?? 0)) return false;
  return true;
}

/** Only A to Z have a lower case here: names are ASCII, other bytes are just bytes. */
function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}
