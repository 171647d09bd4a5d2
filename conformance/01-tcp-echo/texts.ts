// Text to be echoed. It is ASCII and ends in a line feed: only tests whose subject that is send anything else.
import type { Random } from '../../harness/suite.ts';

export const MiB = 1024 * 1024;

/** A line that no other test sends. */
export function line(random: Random): string {
  return `${random.text(8, 40)}\n`;
}

/** Lines of 20 to 200 characters, about so many bytes together. */
export function lines(random: Random, bytes: number): Buffer {
  const text = Buffer.from(random.bytes(Math.ceil((bytes * 3) / 4)).toString('base64'));
  for (let at = text.length - 1; at > 0; at -= random.integer(20, 200)) text.write('\n', at);
  return text;
}
