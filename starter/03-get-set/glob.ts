// For KEYS (03.47 – 03.53), and CONFIG GET takes patterns too: GUIDE.md, "Glob patterns".

/**
 * A test for a glob-style pattern: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a character that stands for itself
 * (`stringmatchlen` in `src/util.c`). It takes at most time in proportion to pattern times text, whatever they are.
 */
export function glob(_pattern: string): (text: string) => boolean {
  // What is before the arrow is done once for a pattern, what is after it for each key.
  throw new Error('not implemented yet: glob() in starter/03-get-set/glob.ts');
}
