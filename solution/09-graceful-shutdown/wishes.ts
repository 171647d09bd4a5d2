/** How a shutdown is wished for: `save` or `nosave`, `now`, `force`. */
export type Wishes = ReadonlySet<string>;

/** The wishes that words name, in any case; undefined when one is unknown, or two contradict each other. */
export function wishesOf(words: readonly string[]): Wishes | undefined {
  const wishes = new Set(words.map((word) => word.toLowerCase()));
  const known = [...wishes].every((wish) => /^(save|nosave|now|force)$/.test(wish));
  return known && !(wishes.has('save') && wishes.has('nosave')) ? wishes : undefined;
}
