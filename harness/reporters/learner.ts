// What a learner sees: each test as it ends, the first failure explained, and what to do next.
import process from 'node:process';
import { byId, type Judgement, type Result, type Watcher } from '../judge.ts';
import type { Stage } from '../stages.ts';
import type { Requirement } from '../verdict/verdict.ts';
import { neverStarted } from '../verdict/verdict.ts';
import { tellFailure } from './failure-form.ts';
import { paint } from './paint.ts';

export interface Told {
  /** The stages that are judged, in order. */
  readonly stages: readonly Stage[];
  /** Stages for which the target says that they don't apply. */
  readonly notApplicable: readonly Stage[];
  readonly targetName: string;
  readonly seed: number;
  /** Explain every failure, not only the first. */
  readonly all: boolean;
  /** The command that runs exactly this test again. */
  again(requirement: Requirement): string;
  /** What to do next, after all of it. */
  next(judgement: Judgement): string;
}

export interface LearnerReporter extends Watcher {
  end(judgement: Judgement): void;
}

/** Prints one stage test by test, several stages with a line each. */
export function createLearnerReporter(told: Told): LearnerReporter {
  const single = told.stages.length === 1;
  const waiting = new Map<string, Result>();
  const unselected = new Set<string>();
  let selected = 0;
  let ended = 0;
  let next = 1;

  const [first] = told.stages;
  const title = single ? `Stage ${first?.id} ${first?.title}` : 'All stages';
  print(paint('bold', `${title}: target ${told.targetName}, seed ${told.seed}`), '');

  /** Files run side by side; their tests are shown in the order of their numbers, which have no gaps. */
  const showInOrder = () => {
    for (
      let id = `${first?.id}.${next}`;
      waiting.has(id) || unselected.has(id);
      id = `${first?.id}.${++next}`
    ) {
      const result = waiting.get(id);
      if (result !== undefined && !isMoot(result)) print(resultLine(result));
      waiting.delete(id);
    }
  };

  return {
    onCollected(tests) {
      selected += tests.length;
    },
    onOthers(ids) {
      for (const id of ids) unselected.add(id);
    },
    onResult(result) {
      waiting.set(result.requirement.id, result);
      ended++;
      clearStatus();
      if (single) showInOrder();
      showStatus(ended, selected);
    },
    end(judgement) {
      clearStatus();
      const results = [...judgement.results].sort((a, b) => byId(a.requirement, b.requirement));
      // What an interrupted run left out of order.
      if (single)
        for (const result of results.filter((one) => waiting.has(one.requirement.id) && !isMoot(one)))
          print(resultLine(result));
      else for (const stage of told.stages) print(stageLine(stage, results));
      for (const stage of told.notApplicable) print(`- ${stage.id} ${stage.title.padEnd(20)} not applicable`);
      const failures = results.filter(isFailure);
      for (const failure of told.all ? failures : failures.slice(0, 1)) {
        print('', ...tellFailure(failure, told.again(failure.requirement)));
      }
      for (const fault of judgement.faults) print('', paint('red', `harness fault: ${fault}`));
      print('', told.next(judgement));
    },
  };
}

/** True when the verdict counts against the server. */
export function isFailure({ outcome }: Result): boolean {
  return outcome.verdict !== 'passed' && outcome.verdict !== 'skipped';
}

/** True for what was skipped since the server never started: that is told once. */
function isMoot({ outcome }: Result): boolean {
  return outcome.verdict === 'skipped' && outcome.detail === neverStarted;
}

function resultLine({ requirement, outcome, duration }: Result): string {
  const label = `${requirement.id.padEnd(6)} ${requirement.title.padEnd(76)}`;
  switch (outcome.verdict) {
    case 'passed':
      return `  ${paint('green', '✓')} ${label} ${paint('dim', tellDuration(duration))}`;
    case 'skipped':
      return `  ${paint('yellow', '-')} ${label} ${paint('dim', `skipped: ${outcome.detail}`)}`;
    default:
      return `  ${paint('red', '✗')} ${label} ${paint('red', outcome.verdict)}`;
  }
}

function stageLine(stage: Stage, results: readonly Result[]): string {
  const own = results.filter(({ requirement }) => requirement.id.startsWith(`${stage.id}.`));
  const failed = own.filter(isFailure).length;
  const skipped = own.filter(({ outcome }) => outcome.verdict === 'skipped').length;
  const parts = [
    `${own.length - failed - skipped} passed`,
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const mark = failed > 0 ? paint('red', '✗') : paint('green', '✓');
  const time = own.reduce((sum, { duration }) => sum + duration, 0);
  return `${mark} ${stage.id} ${stage.title.padEnd(20)} ${parts.join(', ').padEnd(24)} ${paint('dim', tellDuration(time))}`;
}

function tellDuration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function showStatus(ended: number, of: number): void {
  if (process.stdout.isTTY) process.stdout.write(paint('dim', `  … ${ended} of ${of}`));
}

function clearStatus(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
}
