// What a failed expectation throws.
import type { Verdict } from './verdict.ts';

/** A verdict other than passed. Its fields are plain data, so that they survive the way to the reporter. */
export class Failure extends Error {
  override name = 'Failure';
  readonly verdict: Verdict;
  readonly expectation: string | undefined;
  readonly reception: string | undefined;

  constructor(verdict: Verdict, message: string, told: { expected?: string; received?: string } = {}) {
    super(message);
    this.verdict = verdict;
    this.expectation = told.expected;
    this.reception = told.received;
  }
}

/** Whether what was done with a connection ended with it. */
export function isClosed(error: unknown): boolean {
  return error instanceof Failure && error.verdict === 'connection closed';
}
