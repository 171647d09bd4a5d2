// The documented exit statuses.

export const exitStatus = {
  /** All core tests passed. */
  passed: 0,
  /** A test failed. */
  failed: 1,
  /** Usage or configuration is wrong; nothing was judged. */
  usage: 2,
  /** The harness is at fault: its verdicts can't be trusted. */
  fault: 3,
  /** Ctrl-C, as shells tell it. */
  interrupted: 130,
} as const;
