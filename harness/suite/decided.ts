// Steps in which time counts, on a machine that may be busy with something else.

/**
 * Takes a step, and takes it again while it tells that nothing is decided: five times at most. What a step finds wrong, it
 * throws. What stays undecided is no failure: a right server is never failed.
 */
export async function untilDecided(step: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 5 && !(await step()); tries++);
}
