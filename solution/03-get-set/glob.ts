/** One step of a pattern: a test for one character, or null for a star. */
type Step = ((char: string) => boolean) | null;

const TOKEN = /\*+|\\(.)|\[(\^?)((?:\\.|[^\]]-.|[^\]])*)\]?|(.)/gs;

/**
 * A test for a glob-style pattern: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a character that stands for itself
 * (`stringmatchlen` in `src/util.c`). It takes at most time in proportion to pattern times text, whatever they are.
 */
export function glob(pattern: string): (text: string) => boolean {
  const steps = Array.from(pattern.matchAll(TOKEN), ([token, escaped, not, members, plain]): Step => {
    if (token.startsWith('*')) return null;
    if (members !== undefined) return oneOf(members, not === '^');
    return plain === '?' ? () => true : (char) => char === (escaped ?? plain);
  });
  return (text) => (text === '' ? pattern === '' : matches(steps, text));
}

/** On a mismatch the latest star takes one character more. An earlier one never has to: what it could do, this can. */
function matches(steps: readonly Step[], text: string): boolean {
  let [at, next, afterStar, starEnd] = [0, 0, -1, 0];
  while (at < text.length) {
    const step = steps[next];
    if (step === null) [afterStar, starEnd] = [++next, at];
    else if (step?.(text.charAt(at))) [at, next] = [at + 1, next + 1];
    else if (afterStar >= 0) [at, next] = [++starEnd, afterStar];
    else return false;
  }
  return steps.slice(next).every((step) => step === null);
}

/** The inside of brackets; a range may be written backwards. */
function oneOf(members: string, not: boolean): Step {
  const ranges = Array.from(members.matchAll(/\\(.)|(.)-(.)|(.)/gs), ([, escaped, from, to, plain]) =>
    [from ?? escaped ?? plain ?? '', to ?? escaped ?? plain ?? ''].sort(),
  );
  return (char) => ranges.some(([low = '', high = '']) => low <= char && char <= high) !== not;
}
