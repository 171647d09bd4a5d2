// What is written into the log. Come here for 05.8; until then each command is logged just as it was sent.
import type { Args } from '../02-resp-parser/parser.ts';
import { array, bulk } from '../02-resp-parser/replies.ts';
import type { ExpiringKeyspace } from '../04-expiry/keyspace.ts';

/**
 * What a command has just changed, as RESP with the same effect at any time. Most commands are that themselves. Those with
 * a deadline are not: `EX 100` means another moment each time it is executed (GUIDE.md, "A moment, not a span").
 */
export function effectOf(args: Args, _keyspace: ExpiringKeyspace): Buffer {
  return args.raw();
}

/** A command as RESP. */
export const encode = (words: readonly string[]): Buffer => Buffer.from(array(words.map(bulk)), 'latin1');
