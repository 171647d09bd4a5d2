// What all parts of a bench have in common.
import { DidNotStart } from '../harness/candidate/did-not-start.ts';
import { messageOf } from '../harness/errors.ts';
import type { LoadGenerator } from './load/generator.ts';
import type { Results, Sample } from './results.ts';
import type { Settings } from './settings.ts';
import type { Measured } from './targets.ts';

export interface Context {
  readonly settings: Settings;
  readonly targets: readonly Measured[];
  readonly generator: LoadGenerator;
  readonly runDir: string;
  /** The user wants it to end. */
  readonly signal: AbortSignal;
  /** All that has been measured so far. */
  readonly samples: Sample[];
  /** What could not be measured. */
  readonly failures: Results['failures'];
  /** Shows what is measured now, and which share of the part has been done. */
  tell(text: string, share: number): void;
}

/** One part of a bench. */
export interface Part {
  readonly title: string;
  /** About how long it takes, in s. */
  readonly estimate: number;
  /** Measures. What has been measured when it throws or is cut off counts all the same. */
  run(context: Context): Promise<void>;
}

/** The run was interrupted. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Does one step for one target. A target that fails is noted, once for each `what`, and the bench goes on. */
export async function attempt<T>(
  { signal, failures }: Context,
  { name: target }: Pick<Measured, 'name'>,
  what: string,
  step: () => Promise<T>,
): Promise<T | undefined> {
  if (signal.aborted) throw new Interrupted();
  if (failures.some((one) => one.target === target && one.what === what)) return undefined;
  try {
    return await step();
  } catch (error) {
    if (signal.aborted || error instanceof Interrupted) throw new Interrupted();
    // The first line of what didn't start is its command.
    const why = messageOf(error).split('\n')[error instanceof DidNotStart ? 1 : 0] ?? '';
    failures.push({ target, what, why });
    return undefined;
  }
}

/** The targets in another order each time: none is always the first one, on a machine that has just been idle. */
export function inTurn<T>(all: readonly T[], turn: number): T[] {
  const first = turn % Math.max(all.length, 1);
  return [...all.slice(first), ...all.slice(0, first)];
}
