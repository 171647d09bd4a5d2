// Done for you. It is simple; the reference remembers the words it has met, and is a little faster.

/** The bytes from `start` to `end` as a lower-case word, such as a command's name. */
export function word(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end).toLowerCase();
}
