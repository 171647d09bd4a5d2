// Errors that are told to a user in one line, without a stack trace.
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

/** The `code` of a system error (`ENOENT`, `ECONNREFUSED`…), if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
