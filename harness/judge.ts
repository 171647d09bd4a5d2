// Judges a target: runs the tests of some stages against it and hands on how each of them ended.
import { join, resolve } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { bundle } from './bundle.mjs';
import { openRun } from './candidate/run.ts';
import { messageOf } from './errors.ts';
import { filesOf, isSelected, type Selection } from './selection.ts';
import type { Stage } from './stages.ts';
import type { StageLaunch } from './suite/context.ts';
import { shareMarks, unshareMarks } from './suite/marks.ts';
import { build } from './targets/build.ts';
import { compile } from './targets/compiled.ts';
import type { Launch } from './targets/launch.ts';
import type { Target } from './targets/target.ts';
import { tiers } from './tiers.ts';
import type { Outcome, Requirement } from './verdict/verdict.ts';

/** One test that ended. */
export interface Result {
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  /** In ms, the start of the test's own servers included. */
  readonly duration: number;
}

/** Whoever wants to see results as they come. */
export interface Watcher {
  /** The tests of one file that will run. */
  onCollected?(selected: readonly Requirement[]): void;
  /** The ids of tests that will not. */
  onOthers?(ids: readonly string[]): void;
  onResult?(result: Result): void;
}

export interface Judgement {
  readonly results: readonly Result[];
  /** What went wrong outside any test: a file that can't be loaded, an unhandled error. The harness is at fault. */
  readonly faults: readonly string[];
}

const signals = ['SIGINT', 'SIGTERM'] as const;
const root = resolve(import.meta.dirname, '..');

/** Runs the selected tests against the target. `signal` ends the run early; whatever has been started is ended with it. */
export async function judge(
  target: Target,
  selection: Selection,
  options: { seed: number; workers: number; watchers: readonly Watcher[]; signal: AbortSignal },
): Promise<Judgement> {
  const run = openRun();
  shareMarks(run.dir);
  try {
    await build(target, run.dir, options.signal);
    const launching = launchesOf(target, selection.stages, join(run.dir, 'compiled'));
    const judgement = { results: [] as Result[], faults: [] as string[] };
    const own: Watcher = { onResult: (result) => judgement.results.push(result) };
    const watchers = [own, ...options.watchers];
    const reporter = reporterOf(selection, options.seed, watchers);
    const { files, otherIds } = filesOf(selection);
    for (const watcher of watchers) watcher.onOthers?.(otherIds);
    const vitest = await vitestOf(selection, files, reporter, options.workers);
    const cancel = () => {
      void vitest.cancelCurrentRun('keyboard-input');
      // The test that is running waits for a candidate: without candidates it ends at once.
      run.sweep();
    };
    options.signal.addEventListener('abort', cancel);
    try {
      const launches = await launching;
      vitest.provide('kata', { runDir: run.dir, seed: options.seed, isRedis: target.isRedis, launches });
      if (files.length > 0 && !options.signal.aborted) await vitest.start();
      const errors = [
        ...vitest.state.getUnhandledErrors(),
        ...vitest.state.getTestModules().flatMap((module) => module.errors()),
      ];
      judgement.faults.push(...errors.map(faultOf));
    } finally {
      options.signal.removeEventListener('abort', cancel);
      await vitest.close();
    }
    return judgement;
  } finally {
    unshareMarks(run.dir);
    await run.close();
  }
}

/** The requirements of some stages, without running anything. */
export async function listRequirements(selection: Selection): Promise<Requirement[]> {
  const vitest = await vitestOf(selection, filesOf(selection).files, {}, 1);
  try {
    vitest.provide('kata', { runDir: '', seed: 0, isRedis: false, launches: {} });
    const { testModules } = await vitest.collect();
    const all = testModules.flatMap(requirementsIn);
    return all.filter((requirement) => isSelected(requirement, selection)).sort(byId);
  } finally {
    await vitest.close();
  }
}

/** Orders requirements as their stage does: 03.9 before 03.10. */
export function byId(a: Requirement, b: Requirement): number {
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}

async function vitestOf(
  selection: Selection,
  files: string[],
  reporter: Reporter,
  workers: number,
): Promise<Vitest> {
  // Late, so that other processes work while it is loaded, and bad usage is told before.
  const [{ createVitest }, { RequirementSequencer }] = await Promise.all([
    import('vitest/node'),
    import('./sequencer.ts'),
  ]);
  const handlers = signals.map((signal) => process.listeners(signal));
  const bundled = await bundle();
  const suite = join(bundled, 'suite.mjs');
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root,
      watch: false,
      include: files,
      // Workers are threads, and files share what they imported: both save start-up time.
      pool: 'threads',
      execArgv: ['--enable-source-maps'],
      isolate: false,
      // What Vite made of a file is kept for the next run.
      experimental: { fsModuleCache: true, fsModuleCachePath: join(bundled, 'modules') },
      maxWorkers: Math.max(1, Math.min(workers, files.length)),
      testTimeout: 90_000,
      hookTimeout: 90_000,
      sequence: { sequencer: RequirementSequencer },
      tags: tiers.map((name) => ({ name })),
      ...(selection.tiers.length === tiers.length ? {} : { tagsFilter: [selection.tiers.join(' or ')] }),
      ...(selection.only.length === 0 ? {} : { testNamePattern: idPattern(selection.only) }),
      reporters: [reporter],
    },
    {
      cacheDir: join(root, 'node_modules/.vite'),
      // In middleware mode Vite leaves SIGTERM to us.
      server: { middlewareMode: true },
      plugins: [{ name: 'suite', enforce: 'pre', resolveId: (id) => (isSuite(id) ? suite : undefined) }],
    },
  );
  // Vitest exits a millisecond after a signal; an interrupted run shall still say what it found.
  for (const [i, signal] of signals.entries()) {
    for (const handler of process.listeners(signal)) {
      if (!handlers[i]?.includes(handler)) process.off(signal, handler);
    }
  }
  return vitest;
}

const isSuite = (id: string): boolean => id.endsWith('/harness/suite.ts');

function idPattern(ids: readonly string[]): RegExp {
  return new RegExp(`^(${ids.map((id) => id.replace('.', '\\.')).join('|')}) `);
}

/** How the target is started in these stages, by their ids; `dir` is for what is compiled. */
async function launchesOf(
  target: Target,
  stages: readonly Stage[],
  dir: string,
): Promise<Record<string, StageLaunch>> {
  const launches: Record<string, StageLaunch> = {};
  for (const stage of stages) {
    const launch = target.launch(stage);
    if (launch === undefined) continue;
    const compiled = Object.entries(launch).map(
      async ([name, one]): Promise<[string, Launch]> => [name, await compile(one, dir)],
    );
    launches[stage.id] = { ...launch, ...Object.fromEntries(await Promise.all(compiled)) };
  }
  return launches;
}

/** An error with its stack; Vitest hands on plain objects that look like errors. */
function faultOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack' in error && error.stack !== undefined)
    return String(error.stack);
  return messageOf(error);
}

function reporterOf(selection: Selection, seed: number, watchers: readonly Watcher[]): Reporter {
  return {
    onTestModuleCollected(module) {
      const all = requirementsIn(module);
      const selected = all.filter((requirement) => isSelected(requirement, selection));
      const others = all.filter((requirement) => !selected.includes(requirement));
      for (const watcher of watchers) {
        watcher.onCollected?.(selected);
        watcher.onOthers?.(others.map(({ id }) => id));
      }
    },
    onTestCaseResult(test) {
      const result = resultOf(test, selection, seed);
      if (result !== undefined) for (const watcher of watchers) watcher.onResult?.(result);
    },
  };
}

function requirementsIn(module: TestModule): Requirement[] {
  return [...module.children.allTests()].flatMap((test) => test.meta().requirement ?? []);
}

function resultOf(test: TestCase, selection: Selection, seed: number): Result | undefined {
  const { requirement, outcome, skipReason } = test.meta();
  if (requirement === undefined || !isSelected(requirement, selection)) return undefined;
  const result = test.result();
  const duration = test.diagnostic()?.duration ?? 0;
  const without = { seed, transcript: [], stderr: [] };
  if (result.state === 'skipped') {
    const detail = skipReason ?? result.note ?? 'the run was ended before';
    return { requirement, duration, outcome: { ...without, verdict: 'skipped', detail } };
  }
  if (outcome !== undefined) return { requirement, duration, outcome };
  // A test without an outcome never reached its session.
  const detail = result.errors?.map((error) => error.stack ?? error.message).join('\n') ?? 'no outcome';
  return { requirement, duration, outcome: { ...without, verdict: 'harness fault', detail } };
}
