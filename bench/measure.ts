// One bench, from its parts to what it found. An interrupted one gives what it has.
import { openRun } from '../harness/candidate/run.ts';
import { type Context, Interrupted, type Part } from './context.ts';
import { chooseGenerator } from './load/generator.ts';
import { describeMachine } from './machine.ts';
import { agreementPart } from './parts/agreement.ts';
import { memoryPart, pausePart, startupPart } from './parts/keys.ts';
import { latencyPart } from './parts/latency.ts';
import { aofPart, throughputPart } from './parts/throughput.ts';
import { createProgress } from './progress.ts';
import { type Results, rowsOf } from './results.ts';
import type { PartName, Settings } from './settings.ts';
import type { Measured } from './targets.ts';

/** The parts that measure servers, in the order in which they run. */
const parts: Partial<Record<PartName, (settings: Settings, targets: number) => Part | undefined>> = {
  throughput: throughputPart,
  aof: aofPart,
  latency: latencyPart,
  memory: memoryPart,
  startup: startupPart,
  pause: pausePart,
  agreement: agreementPart,
};

/**
 * Measures the targets side by side; the first is the one to which the others are compared.
 * @param signal ends it early
 * @throws {UsageError} when there is no load generator
 */
export async function measure(
  targets: readonly [Measured, ...Measured[]],
  asked: readonly PartName[],
  settings: Settings,
  signal: AbortSignal,
): Promise<Results> {
  const started = new Date();
  const machine = describeMachine();
  const generator = chooseGenerator();
  const chosen = asked.flatMap((name) => parts[name]?.(settings, targets.length) ?? []);
  const progress = createProgress(chosen.reduce((sum, { estimate }) => sum + estimate, 0));
  const run = openRun();
  const context: Context = {
    ...{ settings, targets, generator, signal },
    runDir: run.dir,
    samples: [],
    failures: [],
    tell: progress.now,
  };
  let complete = true;
  try {
    for (const part of chosen) {
      progress.begin(part.title, part.estimate);
      await part.run(context);
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof Interrupted)) throw error;
    complete = false;
  } finally {
    progress.end();
    await run.close();
  }
  return {
    version: 1,
    complete,
    started: started.toISOString(),
    took: (Date.now() - started.getTime()) / 1000,
    machine,
    settings: { ...settings, loadGenerator: generator.name },
    targets: targets.map(({ name, version, launch }) => ({
      ...{ name, version },
      command: launch.command.join(' '),
    })),
    baseline: targets[0].name,
    rows: rowsOf(context.samples, targets[0].name),
    failures: context.failures,
  };
}
