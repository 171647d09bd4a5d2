// What the workers of a run tell each other: which servers have started. They share memory for it, and no files: those a
// candidate could write, too, and so have its failures skipped.
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { type Stage, stages } from '../stages.ts';
import { type Tier, tiers } from '../tiers.ts';

/** Lets the workers that will be started for this run share what they learn. */
export function shareMarks(runDir: string): void {
  setEnvironmentData(runDir, new SharedArrayBuffer(2 * stages.length * tiers.length));
}

/** Ends that. */
export function unshareMarks(runDir: string): void {
  setEnvironmentData(runDir, undefined);
}

/** What is known of the servers for tests of this stage and tier. */
export function marksOf(runDir: string, stage: Stage, tier: Tier) {
  const shared = getEnvironmentData(runDir);
  if (!(shared instanceof SharedArrayBuffer)) throw new Error(`nobody shares the marks of ${runDir}`);
  const bytes = new Uint8Array(shared);
  const at = 2 * (stages.indexOf(stage) * tiers.length + tiers.indexOf(tier));
  return {
    /** Says that one has started. */
    started: (): void => void Atomics.store(bytes, at, 1),
    /** True when one has. */
    haveStarted: (): boolean => Atomics.load(bytes, at) === 1,
    /** True for the first, in any worker, that asks. */
    isFirst: (): boolean => Atomics.exchange(bytes, at + 1, 1) === 0,
  };
}
