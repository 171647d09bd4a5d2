// Done for you. It is simple; the reference remembers the short texts it has met, and is faster.

/** The bytes from `start` to `end` as latin1 text: one character a byte. With `lower` in lower case, for names. */
export function text(bytes: Buffer, start: number, end: number, lower = false): string {
  const made = bytes.toString('latin1', start, end);
  return lower ? made.toLowerCase() : made;
}
