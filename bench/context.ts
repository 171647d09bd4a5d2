// What all parts of a bench have in common.
import { messageOf } from '../harness/errors.ts';
import type { LoadGenerator } from './load/generator.ts';
import type { Progress } from './progress.ts';
import type { Command, Results } from './results.ts';
import type { Measured } from './targets.ts';

export interface Settings {
  readonly rounds: number;
  /** About how long one measurement takes. */
  readonly seconds: number;
  /** How often it is done what takes long: a million keys. */
  readonly longRounds: number;
  /** That million. */
  readonly keys: number;
  readonly clients: number;
  /** The keys that commands choose from at random. */
  readonly keyspace: number;
  readonly commands: readonly Command[];
  readonly pipelines: readonly number[];
  readonly sizes: readonly number[];
  /** Requests per second, where latency is measured. */
  readonly rate: number;
}

export interface Context {
  readonly settings: Settings;
  readonly targets: readonly Measured[];
  readonly baseline: Measured;
  readonly generator: LoadGenerator;
  readonly runDir: string;
  /** The user wants it to end. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What could not be measured. */
  readonly failures: Results['failures'];
}

/** One part of a bench. */
export interface Part {
  readonly name: string;
  /** About how long it takes, in s. */
  readonly estimate: number;
  /** Measures. What has been measured when it throws or is cut off counts all the same. */
  run(): Promise<void>;
  /** Adds what has been measured so far. */
  addTo(results: Results): void;
}

/** The run was interrupted. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Does one step for one target. A target that fails is noted, once for each `what`, and the bench goes on. */
export async function attempt<T>(
  context: Context,
  target: Measured,
  what: string,
  step: () => Promise<T>,
): Promise<T | undefined> {
  const { signal, failures } = context;
  if (signal.aborted) throw new Interrupted();
  if (hasFailed(context, target, what)) return undefined;
  try {
    return await step();
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    const [why = ''] = messageOf(error).split('\n');
    failures.push({ target: target.name, what, why });
    return undefined;
  }
}

export function hasFailed({ failures }: Context, target: Measured, what: string): boolean {
  return failures.some((one) => one.target === target.name && one.what === what);
}

/** The targets in another order each time: none is always the first one, on a machine that has just been idle. */
export function inTurn<T>(all: readonly T[], turn: number): T[] {
  const first = turn % Math.max(all.length, 1);
  return [...all.slice(first), ...all.slice(0, first)];
}
