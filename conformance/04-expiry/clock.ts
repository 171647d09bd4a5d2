// Time on the harness's clock, so that a test about a deadline asserts only what is decided.
import { setTimeout as delay } from 'node:timers/promises';
import { anyOf, type Expected, Failure, type Wire } from '../../harness/suite.ts';

/** When something was done, in Unix ms: begun after `from`, over by `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A server may look at the clock once for all that it does in a moment, and so be late by a few ms. */
const slack = 3;

/** Does it, and says when. */
export async function timed(action: () => Promise<void>): Promise<Span> {
  const from = Date.now();
  await action();
  return { from, to: Date.now() };
}

/** Resolves when the moment (Unix ms) is over by every clock on this machine. */
export async function past(moment: number): Promise<void> {
  for (;;) {
    const left = moment + slack + 1 - Date.now();
    if (left <= 0) return;
    await delay(left);
  }
}

/**
 * Lets `step` watch something for a life of so many ms, and again for twice as long when it says that the machine was
 * too slow to decide anything.
 */
export async function decided(step: (life: number) => Promise<boolean>): Promise<void> {
  for (let life = 40; !(await step(life)); life *= 2);
}

/**
 * Tries until it passes; gives up when nothing came of it in 3 s, for all of which the server went on answering. So
 * it had the time: a sweep is due many times in 3 s, and a machine that is slow answers less often.
 */
export async function sweptSoon(attempt: () => Promise<void>): Promise<void> {
  const limit = Date.now() + 3000;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const answered = error instanceof Failure && error.verdict === 'wrong reply';
      if (!answered || (tries > 40 && Date.now() > limit)) throw error;
    }
    await delay(Math.min(2 * tries, 50));
  }
}

/** This reply, if it comes before the moment; one that comes later proves nothing. */
export function until(moment: number, expected: Expected): Expected {
  const matcher = anyOf(expected);
  return {
    description: `${matcher.description} until the deadline`,
    matches: (received) => Date.now() >= moment || matcher.matches(received),
  };
}

/** What is left, when the reply comes, of a life of so many ms given after `from`; in ms, or in whole seconds, rounded. */
export function left(from: number, life: number, unit: 'ms' | 'seconds' = 'ms'): Expected {
  const inUnit = (ms: number) => (unit === 'ms' ? ms : rounded(ms));
  const least = () => inUnit(from + life - slack - Date.now());
  return {
    get description() {
      return `an integer from ${least()} to ${inUnit(life)}`;
    },
    matches: ({ value }) => typeof value === 'number' && value >= least() && value <= inUnit(life),
  };
}

/** The deadline, in Unix ms or seconds, of a life of so many ms given at that time. */
export function deadline(given: Span, life: number, unit: 'ms' | 'seconds' = 'ms'): [number, number] {
  const inUnit = (ms: number) => (unit === 'ms' ? ms : rounded(ms));
  return [inUnit(given.from + life - slack), inUnit(given.to + life)];
}

/** Seconds as Redis tells them: half a second counts as one (`src/expire.c`, `ttlGenericCommand`). */
export function rounded(ms: number): number {
  return Math.floor((ms + 500) / 1000);
}

/** Waits until no key is left. */
export async function allFreed(wire: Wire): Promise<void> {
  await sweptSoon(() => wire.command('DBSIZE').replies(0));
}
