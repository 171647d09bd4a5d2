// What one writer asked for, in order, and which of that a dataset found after a crash holds.
import type { Expected } from '../wire/expected.ts';
import type { Word } from '../wire/text.ts';

/** A key's value as latin1, and its deadline as a Unix time in ms (-1: none). */
export interface State {
  readonly value: string;
  readonly deadline: number;
}

/** All keys there are, with their states. */
export type Dataset = ReadonlyMap<string, State>;

/** One command, the reply it is to get, and what it changes: a state, or undefined for a key that goes. */
export interface Step {
  readonly command: readonly Word[];
  readonly reply: Expected;
  readonly changes: readonly (readonly [string, State | undefined])[];
  /** When it was sent and when its reply came, on the harness's clock; Infinity when none did. */
  sentAt: number;
  acknowledgedAt: number;
}

/** What a writer did since the server started. Only this writer changes these keys. */
export interface History {
  readonly keys: readonly string[];
  /** The states of its keys at the start. */
  readonly base: Dataset;
  readonly steps: readonly Step[];
}

/** How many steps were acknowledged. A connection answers in order, so these are the first ones. */
export function acknowledged({ steps }: History): number {
  const first = steps.findIndex(({ acknowledgedAt }) => acknowledgedAt === Number.POSITIVE_INFINITY);
  return first === -1 ? steps.length : first;
}

/** After how many steps the writer's keys were exactly as found: usually one number, none when they never were. */
export function matchingPrefixes({ keys, base, steps }: History, found: Dataset): number[] {
  const different = new Set(keys.filter((key) => !same(base.get(key), found.get(key))));
  const matching = different.size === 0 ? [0] : [];
  for (const [i, { changes }] of steps.entries()) {
    for (const [key, state] of changes) {
      if (same(state, found.get(key))) different.delete(key);
      else different.add(key);
    }
    if (different.size === 0) matching.push(i + 1);
  }
  return matching;
}

/** The keys that are not as they were after so many steps, with the last step that changed each. */
export function differences({ keys, base, steps }: History, count: number, found: Dataset): Difference[] {
  const wanted = new Map<string, Omit<Difference, 'key' | 'found'>>();
  for (const step of steps.slice(0, count)) {
    for (const [key, state] of step.changes) wanted.set(key, { wanted: state, by: step });
  }
  return keys
    .map((key) => ({
      key,
      ...(wanted.get(key) ?? { wanted: base.get(key), by: undefined }),
      found: found.get(key),
    }))
    .filter((one) => !same(one.wanted, one.found));
}

export interface Difference {
  readonly key: string;
  readonly wanted: State | undefined;
  readonly found: State | undefined;
  /** The step that made it so; undefined when it was so before. */
  readonly by: Step | undefined;
}

function same(a: State | undefined, b: State | undefined): boolean {
  return a?.value === b?.value && a?.deadline === b?.deadline;
}
