// Fifth: the words of SHUTDOWN. GUIDE.md, "What SHUTDOWN may say".

/** How a shutdown is wished for: `save` or `nosave`, `now`, `force`. */
export type Wishes = ReadonlySet<string>;

/** The wishes that words name, in any case; undefined when one is unknown, or two contradict each other. */
export function wishesOf(_words: readonly string[]): Wishes | undefined {
  return new Set();
}
