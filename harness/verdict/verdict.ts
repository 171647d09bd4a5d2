// How one test ended, and all that is told about it.
import type { Tier } from '../tiers.ts';

/** The ways in which a test can end. The first and `skipped` are no failures. */
export const verdicts = [
  'passed',
  'wrong reply',
  'timed out',
  'connection closed',
  'crashed',
  'did not start',
  'skipped',
  'harness fault',
] as const;

export type Verdict = (typeof verdicts)[number];

/** Why a test is skipped when another has told that the server does not start. */
export const neverStarted = 'the server does not start';

/** What a test asks of a server. */
export interface Requirement {
  /** The stage's id and a number: `05.3`. */
  readonly id: string;
  /** The requirement, as a sentence about the server. */
  readonly title: string;
  readonly tier: Tier;
  /** What a server that fails it has probably got wrong. */
  readonly why: string;
  /** The heading in the stage's GUIDE.md that explains it, as in a link: `append-before-reply`. */
  readonly read: string;
  /** Why real Redis is not asked to pass it. */
  readonly notOnRedis?: string;
  /** Programs that the test runs, such as redis-cli: without them on PATH it is skipped. */
  readonly needs?: readonly string[];
}

/** How a test ended, with all that a report may show. Plain data: it crosses from a worker to the reporter. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly seed: number;
  readonly expected?: string;
  readonly received?: string;
  /** What happened, in words, where expected and received don't say it; of a skipped test the reason. */
  readonly detail?: string;
  readonly transcript: readonly string[];
  /** The candidate's last lines and how it ended, if it did. */
  readonly stderr: readonly string[];
  readonly exit?: string;
}
