// The error of a candidate that never became ready.

import type { Exit } from './child.ts';

/** A candidate exited early, couldn't be executed, or wasn't ready in time. The message is for the learner. */
export class DidNotStart extends Error {
  override name = 'DidNotStart';
  /** How it ended; undefined when it was still running, or never ran. */
  readonly exit: Exit | undefined;
  /** Somebody else listens on the port: not the candidate's fault, worth another try. */
  readonly portTaken: boolean;
  /** What it printed last. */
  lastLines: readonly string[] = [];
  /** All that was kept of what it printed. */
  output = '';

  constructor(message: string, { exit, portTaken = false }: { exit?: Exit; portTaken?: boolean } = {}) {
    super(message);
    this.exit = exit;
    this.portTaken = portTaken;
  }
}
