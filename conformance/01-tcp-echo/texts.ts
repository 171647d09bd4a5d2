// Text to be echoed. It is ASCII and ends in a line feed: only tests whose subject that is send anything else.
import type { Random } from '../../harness/suite.ts';

export const MiB = 1024 * 1024;

/** A line that no other test sends. */
export function line(random: Random): string {
  return `${random.text(8, 40)}\n`;
}

/** So many bytes of text in lines. What is larger than 128 KiB repeats itself, but never at the distance of a chunk. */
export function lines(random: Random, bytes: number): Buffer {
  const block = Buffer.from(
    random.bytes(Math.min(bytes, MiB / 8 - random.integer(3, 9999))).toString('base64'),
  );
  for (let at = 0; at < block.length; at += random.integer(20, 200)) block.write('\n', at);
  const text = Buffer.alloc(bytes, block);
  text.write('\n', bytes - 1);
  return text;
}
