// Errors that are told to a user in one line, without a stack trace.
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

/** The user asked for something that can't be done: a wrong flag, a missing folder, a broken manifest. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return typeof error === 'string' ? error : inspect(error);
}

/** A stack trace that names the lines that were written, not those of the bundle. Where Vitest is, Node itself doesn't. */
export function asWritten(stack: string): string {
  return stack.replace(/(file:\S+):(\d+):(\d+)/g, (place, url: string, line: string, column: string) => {
    const found = findSourceMap(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (found === undefined || !('originalSource' in found)) return place;
    return `${fileURLToPath(found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

/** The `code` of a system error (`ENOENT`, `ECONNREFUSED`…), if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
