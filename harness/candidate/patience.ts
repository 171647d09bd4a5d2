// How long to wait for an answer. A fixed limit is either too short for a loaded machine or too long for a learner;
// so a wait also ends when it is decided: every process that could answer has been asleep, without a pending disk
// access and without using the processor, for a while in which our own event loop was on time.
import { setTimeout as delay } from 'node:timers/promises';
import { groupActivity } from './processes.ts';

/** Why a wait was given up, in words. */
export type GivenUp = string;

const poll = 50;
const idleFor = 750;

/**
 * Resolves, in words, when an answer from these candidates can't be expected any more: they have been idle for 750 ms,
 * or `within` ms have passed. Where idleness can't be seen (off Linux), only the limit counts. Resolves with '' on abort.
 */
export async function givenUp(
  candidates: readonly { readonly pid: number }[],
  within: number,
  signal: AbortSignal,
): Promise<GivenUp> {
  const started = performance.now();
  let idleSince: number | undefined;
  let before: string | undefined;
  while (!signal.aborted) {
    const asked = performance.now();
    await delay(poll, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const now = performance.now();
    if (now - started >= within) return `${Math.round(within / 100) / 10} s without an answer`;
    // Most answers come at once: look at processes only when one doesn't.
    if (now - started < 4 * poll) continue;
    const activity = candidates.map(({ pid }) => groupActivity(pid)).join();
    const idle =
      activity !== '' && !activity.includes('busy') && activity === before && now - asked < 2 * poll;
    before = activity;
    if (!idle) idleSince = undefined;
    else idleSince ??= now;
    if (idleSince !== undefined && now - idleSince >= idleFor) {
      return `the server was idle for ${idleFor / 1000} s: it waits for something too`;
    }
  }
  return '';
}
