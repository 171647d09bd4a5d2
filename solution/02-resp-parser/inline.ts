/** A word and the spaces after it: plain characters, then perhaps a quoted part, whose end is the word's. */
const WORD = /([^ \t\n\r"']*)(?:"((?:\\.|[^"\\])*)"|'((?:\\'|[^'\\]|\\(?!'))*)')?(?:[ \t\n\v\f\r]+|$)/sy;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/**
 * Splits a line typed by hand into words, with the quotes and escapes of `sdssplitargs` (`src/sds.c`): "…" knows
 * \n, \x41 and the like, '…' only \'. Throws when the quotes don't balance.
 */
export function splitInline(line: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = line.search(/[^ \t\n\v\f\r]|$/);
  while (WORD.lastIndex < line.length) {
    const [found, plain = '', double = '', single = ''] = WORD.exec(line) ?? [];
    if (found === undefined) throw new Error('Protocol error: unbalanced quotes in request');
    words.push(plain + withoutEscapes(double) + single.replaceAll("\\'", "'"));
  }
  return words;
}

const withoutEscapes = (quoted: string): string =>
  quoted.replace(/\\(?:x([0-9a-f]{2})|(.))/gis, (_, hex?: string, char = '') =>
    hex === undefined ? (CONTROLS[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
