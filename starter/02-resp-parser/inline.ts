// Fourth: commands typed by hand. GUIDE.md, "Inline commands" and "Quotes and escapes".

/**
 * Splits a line typed by hand into words, with the quotes and escapes of `sdssplitargs` (`src/sds.c`): "…" knows
 * \n, \x41 and the like, '…' only \'. Throws when the quotes don't balance.
 * @param line without its end, as latin1: one character a byte
 */
export function splitInline(_line: string): string[] {
  // Words between spaces come first (02.33 – 02.38), then quotes (02.39 – 02.46).
  throw new Error('not implemented yet: next is splitInline() in starter/02-resp-parser/inline.ts');
}
