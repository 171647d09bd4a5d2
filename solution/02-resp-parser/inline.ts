const SPACE = '[ \\t\\n\\v\\f\\r]';
/** A word and the spaces after it: plain characters, and perhaps a quoted part, whose closing quote ends the word. */
const WORD = new RegExp(
  [
    `([^ \\t\\n\\r"']*)`,
    `(?:"((?:\\\\.|[^"\\\\])*)"(?=${SPACE}|$)`, // "…" knows escapes
    `|'((?:\\\\'|[^'\\\\]|\\\\(?!'))*)'(?=${SPACE}|$)`, // '…' knows only \'
    `|(?=[ \\t\\n\\r]|$))`,
    `${SPACE}*`,
  ].join(''),
  'sy',
);
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/**
 * Splits a line typed by hand into words, with the quotes and escapes of `sdssplitargs` (`src/sds.c`); `undefined`
 * when the quotes don't balance.
 */
export function splitInline(line: string): string[] | undefined {
  const words: string[] = [];
  const first = line.search(/[^ \t\n\v\f\r]/);
  for (WORD.lastIndex = first < 0 ? line.length : first; WORD.lastIndex < line.length; ) {
    const [found, plain = '', double = '', single = ''] = WORD.exec(line) ?? [];
    if (found === undefined) return undefined;
    words.push(plain + withoutEscapes(double) + single.replaceAll("\\'", "'"));
  }
  return words;
}

function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\(?:x([0-9a-f]{2})|(.))/gis, (_, hex?: string, char = '') =>
    hex === undefined ? (CONTROLS[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
