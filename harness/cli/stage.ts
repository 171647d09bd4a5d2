// npm run stage: judges a target on one stage, or on all.
import { randomInt } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';
import { type Judgement, judge, listRequirements } from '../judge.ts';
import { writeJsonReport } from '../reporters/json.ts';
import { createLearnerReporter, isFailure } from '../reporters/learner.ts';
import { hasTests, type Selection } from '../selection.ts';
import { stageOfTest, stages } from '../stages.ts';
import type { Target } from '../targets/target.ts';
import { type Tier, tiers } from '../tiers.ts';
import type { Requirement } from '../verdict/verdict.ts';
import { createCommand, runCommand } from './command.ts';
import { nextStep } from './next-step.ts';
import {
  parseCount,
  parsePositive,
  requireStage,
  resolveTarget,
  stageIds,
  type TargetOptions,
} from './options.ts';

interface Options extends TargetOptions {
  tier?: readonly Tier[];
  only?: readonly string[];
  seed?: number;
  workers: number;
  report?: string[];
  all?: true;
  list?: true;
  watch?: true;
}

const program = createCommand('stage', 'Judges a server on one stage of the kata, or on all of them.')
  .argument('<stage>', `one of ${stageIds()}, or all`)
  .option('--target <name|folder>', 'starter, solution, redis, or a folder with a kata.json or NN-*/server.*')
  .option('--cmd <command>', 'a command that starts a server, in any language')
  .option('--tier <tiers>', `${tiers.join(', ')} or all, separated by commas (default: core)`, parseTiers)
  .option('--only <ids>', 'only these tests, such as 03.4 or 03.4,03.7', (value) => value.split(','))
  .option('--seed <number>', 'the seed of all random data (default: a new one)', parseCount)
  .option('--workers <number>', 'how many test files run side by side', parsePositive, 3)
  .option('--report <format=file>', 'write a report too: json=FILE; may be given more than once', collect)
  .option('--all', 'explain every failure, not only the first')
  .option('--list', "show the stage's requirements and run nothing")
  .option('--watch', "run again whenever a file of the target's changes");

await runCommand(async () => {
  program.parse();
  const [name = ''] = program.args;
  const options = program.opts<Options>();
  const asked = name === 'all' ? undefined : requireStage(name, ', or all');
  if (asked !== undefined && !hasTests(asked)) throw new UsageError(`stage ${asked.id} has no tests yet`);
  const selected = asked === undefined ? stages.filter(hasTests) : [asked];
  const selection: Selection = {
    stages: selected,
    tiers: options.tier ?? (options.only === undefined && !options.list ? ['core'] : tiers),
    only: options.only ?? [],
  };
  checkIds(selection);
  if (options.list) return list(selection);
  const target = resolveTarget(options, asked);
  if (options.watch) {
    const { watchAndRun } = await import('./watch.ts'); // late, as it is rarely wanted
    return watchAndRun(target.folder, process.argv.slice(2));
  }
  return judgeAndReport(target, selection, options, name);
});

/** Judges, shows and reports. @returns the exit status */
async function judgeAndReport(
  target: Target,
  selection: Selection,
  options: Options,
  name: string,
): Promise<number> {
  const judged = selection.stages.filter((stage) => target.launch(stage) !== undefined);
  if (judged.length === 0) {
    throw new UsageError(
      `stage ${name} is not applicable to ${target.name}: its kata.json or the kind of target says so`,
    );
  }
  const seed = options.seed ?? randomInt(1, 1_000_000);
  const reportFiles = (options.report ?? []).map(parseReport);
  const base = `npm run stage ${name} -- ${target.flag}`;
  const reporter = createLearnerReporter({
    stages: judged,
    notApplicable: selection.stages.filter((stage) => !judged.includes(stage)),
    targetName: target.name,
    seed,
    all: options.all ?? false,
    again: ({ id }: Requirement) =>
      `npm run stage ${stageOfTest(id)?.id ?? name} -- ${target.flag} --only ${id} --seed ${seed}`,
    next: (judgement) => nextStep(judgement, judged, target, base, selection.only.length === 0),
  });

  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interruption.abort());
  const judgement = await judge(
    target,
    { ...selection, stages: judged },
    { seed, workers: options.workers, watchers: [reporter], signal: interruption.signal },
  );
  if (judgement.results.length === 0 && judgement.faults.length === 0 && !interruption.signal.aborted) {
    throw new UsageError(
      `no test selected: npm run stage ${name} -- --list shows the ids and tiers there are`,
    );
  }
  reporter.end(judgement);
  for (const { file } of reportFiles) writeJsonReport(file, target.name, seed, judgement);
  return interruption.signal.aborted ? exitStatus.interrupted : statusOf(judgement);
}

function statusOf({ results, faults }: Judgement): number {
  if (faults.length > 0 || results.some(({ outcome }) => outcome.verdict === 'harness fault'))
    return exitStatus.fault;
  if (results.some(isFailure)) return exitStatus.failed;
  return exitStatus.passed;
}

async function list(selection: Selection): Promise<number> {
  const requirements = await listRequirements(selection);
  for (const { id, tier, title } of requirements)
    process.stdout.write(`${id.padEnd(6)} ${tier.padEnd(9)} ${title}\n`);
  return requirements.length === 0 ? exitStatus.usage : exitStatus.passed;
}

function checkIds({ only, stages: selected }: Selection): void {
  for (const id of only) {
    const stage = stageOfTest(id);
    if (stage !== undefined && selected.includes(stage)) continue;
    throw new UsageError(
      `no test "${id}" in ${selected.map((one) => `stage ${one.id}`).join(', ')}: expected an id such as ${selected[0]?.id}.1 (--list shows all)`,
    );
  }
}

function parseTiers(value: string): readonly Tier[] {
  if (value === 'all') return tiers;
  return value.split(',').map((name) => {
    const tier = tiers.find((known) => known === name);
    if (tier === undefined) throw new InvalidArgumentError(`Expected ${tiers.join(', ')} or all.`);
    return tier;
  });
}

function parseReport(value: string): { file: string } {
  const file = /^json=(.+)$/.exec(value)?.[1];
  if (file === undefined) throw new UsageError(`--report ${value}: expected json=FILE`);
  const folder = dirname(resolve(file));
  try {
    accessSync(folder, constants.W_OK); // before minutes of judging
  } catch {
    throw new UsageError(`the report can't be written: ${folder} is not there, or not writable`);
  }
  return { file };
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
