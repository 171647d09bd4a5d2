// One bench, from its parts to what it found. An interrupted one gives what it has.
import { openRun } from '../harness/candidate/run.ts';
import { type Context, Interrupted, type Part, type Settings } from './context.ts';
import { chooseGenerator } from './load/generator.ts';
import { describeMachine } from './machine.ts';
import { agreementPart } from './parts/agreement.ts';
import { keysPart, keysParts } from './parts/keys.ts';
import { latencyPart } from './parts/latency.ts';
import { throughputPart } from './parts/throughput.ts';
import { createProgress } from './progress.ts';
import type { Results } from './results.ts';
import { baselineOf, type Measured } from './targets.ts';

/** What can be asked for. */
export const partNames = ['throughput', 'aof', 'latency', ...keysParts, 'agreement'] as const;
export type PartName = (typeof partNames)[number];

/** Measures the targets side by side. `signal` ends it early. @throws {UsageError} when there is no load generator */
export async function measure(
  targets: readonly Measured[],
  asked: readonly PartName[],
  settings: Settings,
  signal: AbortSignal,
): Promise<Results> {
  const started = new Date();
  const generator = chooseGenerator();
  const baseline = baselineOf(targets);
  const run = openRun();
  // Parts are made before the progress that knows how long all of them take.
  let progress = createProgress(0);
  const context: Context = {
    settings,
    targets,
    baseline,
    generator,
    runDir: run.dir,
    signal,
    failures: [],
    progress: {
      begin: (...args) => progress.begin(...args),
      now: (...args) => progress.now(...args),
      end: () => progress.end(),
    },
  };
  const parts = partsOf(context, asked);
  progress = createProgress(parts.reduce((sum, { estimate }) => sum + estimate, 0));
  const machine = describeMachine();
  let complete = true;
  try {
    for (const part of parts) {
      progress.begin(part.name, part.estimate);
      await part.run();
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof Interrupted)) throw error;
    complete = false;
  } finally {
    progress.end();
    await run.close();
  }
  const { rounds, seconds, clients, keyspace } = settings;
  const results: Results = {
    version: 1,
    complete,
    started: started.toISOString(),
    took: (Date.now() - started.getTime()) / 1000,
    machine,
    settings: { rounds, seconds, clients, keyspace, loadGenerator: generator.name },
    targets: targets.map(({ name, version, launch }) => ({
      name,
      version,
      command: launch.command.join(' '),
    })),
    baseline: baseline.name,
    throughput: [],
    latency: [],
    memory: [],
    startup: [],
    pause: [],
    agreement: [],
    failures: context.failures,
  };
  for (const part of parts) part.addTo(results);
  return results;
}

function partsOf(context: Context, asked: readonly PartName[]): Part[] {
  const has = (name: PartName) => asked.includes(name);
  const ofKeys = keysParts.filter(has);
  const parts = [
    has('throughput') ? throughputPart(context, 'Throughput', ['off']) : undefined,
    has('aof') ? throughputPart(context, 'Throughput with a log', ['everysec', 'always']) : undefined,
    has('latency') ? latencyPart(context) : undefined,
    ofKeys.length > 0 ? keysPart(context, ofKeys) : undefined,
    has('agreement') ? agreementPart(context) : undefined,
  ];
  return parts.filter((part) => part !== undefined);
}
