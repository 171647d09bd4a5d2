// Stack traces of the suite, which is run from a bundle.
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A stack trace that names the lines that were written, not those of the bundle. Where Vitest is, Node itself doesn't. */
export function asWritten(stack: string): string {
  return stack.replace(/(file:\S+):(\d+):(\d+)/g, (place, url: string, line: string, column: string) => {
    const found = findSourceMap(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (found === undefined || !('originalSource' in found)) return place;
    return `${fileURLToPath(found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}
