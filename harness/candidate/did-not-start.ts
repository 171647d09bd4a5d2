// The error of a candidate that never became ready.

/** A candidate exited early, couldn't be executed, or wasn't ready in time. The message is for the learner. */
export class DidNotStart extends Error {
  override name = 'DidNotStart';
  /** Somebody else listens on the port: not the candidate's fault, worth another try. */
  readonly portTaken: boolean;
  /** What it printed last. */
  lastLines: readonly string[] = [];

  constructor(message: string, portTaken = false) {
    super(message);
    this.portTaken = portTaken;
  }
}
