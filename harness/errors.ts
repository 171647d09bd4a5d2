// Errors that are told to a user in one line, without a stack trace.

/** The user asked for something that can't be done: a wrong flag, a missing folder, a broken manifest. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error (`ENOENT`, `ECONNREFUSED`…), if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
