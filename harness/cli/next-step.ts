// The last line of a run: how many passed, and what to do next.
import type { Judgement, Result } from '../judge.ts';
import { isFailure } from '../reporters/learner.ts';
import { type Stage, stages } from '../stages.ts';
import type { Target } from '../targets/target.ts';

/** How many passed, and what to do next. `command` runs the whole stage; `whole` is true when that was done. */
export function nextStep(
  { results, faults }: Judgement,
  judged: readonly Stage[],
  target: Target,
  command: string,
  whole: boolean,
): string {
  const failures = results.filter(isFailure);
  const passed = results.filter(({ outcome }) => outcome.verdict === 'passed').length;
  const skipped = results.length - passed - failures.length;
  const score = `${passed} of ${results.length - skipped} passed${skipped > 0 ? `, ${skipped} skipped` : ''}.`;
  if (faults.length > 0) return `${score} The harness is at fault: these verdicts can't be trusted.`;
  const [stage] = judged;
  if (failures.length > 0) {
    const earlier = earlierStub(failures, stage);
    if (earlier !== undefined)
      return `${score} Stage ${earlier} comes first: npm run stage ${earlier} -- --target starter, or npm run catch-up ${stage?.id}`;
    return `${score} Next: make the first failure pass, then run: ${command}`;
  }
  if (!whole) return `${score} Next: ${command}`;
  if (judged.length > 1 || stage === undefined || target.flag !== '--target starter') return score;
  const next = stages[stages.indexOf(stage) + 1];
  const exercises = `the exercises (starter/${stage.slug}/EXERCISES.md)`;
  return next === undefined
    ? `${score} Next: ${exercises}.`
    : `${score} Next: ${exercises}, or stage ${next.id}: starter/${next.slug}/README.md`;
}

/** The id of an earlier stage whose stub answers: who starts in the middle has to fill what comes before. */
function earlierStub(failures: readonly Result[], stage: Stage | undefined): string | undefined {
  const stubs = failures.map(({ outcome }) => / begin .*starter\/(\d\d)-/.exec(outcome.received ?? '')?.[1]);
  return stubs.find((id) => id !== undefined && stage !== undefined && id < stage.id);
}
