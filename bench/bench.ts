// npm run bench: measures servers side by side, and the harness.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { Argument, InvalidArgumentError } from 'commander';
import { createCommand, runCommand } from '../harness/cli/command.ts';
import { exitStatus } from '../harness/exit-status.ts';
import { paint } from '../harness/reporters/paint.ts';
import { measureHarness } from './harness-speed.ts';
import { measure, type PartName, partNames } from './measure.ts';
import { latencyPlot } from './plots/latency.ts';
import { throughputPlot } from './plots/throughput.ts';
import { type Command, commands, type Results, resultsSchema } from './results.ts';
import { tablesOf } from './tables.ts';
import { findTargets } from './targets.ts';

interface Options {
  target?: string;
  cmd?: string;
  quick?: boolean;
  rounds?: number;
  only: readonly PartName[];
  commands: readonly Command[];
  pipelines: readonly number[];
  sizes?: readonly number[];
  seconds?: number;
  keys?: number;
  rate: number;
  clients: number;
  out: string;
}

const numbers = (value: string): number[] => value.split(',').map(parseCount);
const program = createCommand(
  'bench',
  'Measures servers side by side, round by round, as ratios to real Redis.',
)
  .addArgument(
    new Argument('[what]', "servers, or the harness's own speed")
      .choices(['servers', 'harness'])
      .default('servers'),
  )
  .option('--target <name|folder>', 'one more server, as for npm run stage')
  .option('--cmd <command>', 'one more server: the command that starts it')
  .option('--quick', 'less of everything: about two minutes instead of ten')
  .option('--rounds <number>', 'how often each is measured (default: 7, quick: 3)', parseCount)
  .option('--only <parts>', `${partNames.join(', ')}, separated by commas`, list(partNames), partNames)
  .option('--commands <names>', commands.join(', '), list(commands), commands)
  .option('--pipelines <numbers>', 'commands that are sent without waiting for replies', numbers, [1, 16, 64])
  .option('--sizes <numbers>', 'bytes of a value (default: 3,1024, quick: 3)', numbers)
  .option(
    '--seconds <number>',
    'about how long one measurement takes (default: 0.4, quick: 0.25)',
    parseSeconds,
  )
  .option('--keys <number>', 'for memory, startup, pause (default: 1000000, quick: 200000)', parseCount)
  .option('--rate <number>', 'requests per second, for latency', parseCount, 10_000)
  .option('--clients <number>', 'connections', parseCount, 50)
  .option('--out <folder>', 'where results.json and the plots are written', 'bench');

await runCommand(async () => {
  program.parse();
  const options = program.opts<Options>();
  if (program.args[0] === 'harness') return measureHarness(say);

  const { quick = false } = options;
  const settings = {
    rounds: options.rounds ?? (quick ? 3 : 7),
    longRounds: Math.min(options.rounds ?? 3, quick ? 1 : 3),
    seconds: options.seconds ?? (quick ? 0.25 : 0.4),
    keys: options.keys ?? (quick ? 200_000 : 1_000_000),
    sizes: options.sizes ?? (quick ? [3] : [3, 1024]),
    clients: options.clients,
    keyspace: 100_000,
    commands: options.commands,
    pipelines: options.pipelines,
    rate: options.rate,
  };
  const targets = findTargets(options);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.abort());

  say(paint('bold', `Bench: ${targets.map(({ name }) => name).join(', ')}; ${settings.rounds} rounds`), '');
  const results = await measure(targets, options.only, settings, interrupted.signal);
  const files = write(results, resolve(options.out));
  say(tablesOf(results), '', `${results.complete ? '' : 'Interrupted. '}Written: ${files.join(', ')}`);
  return results.complete ? exitStatus.passed : exitStatus.interrupted;
});

/** Writes the figures and their plots. @returns the files' names */
function write(results: Results, folder: string): string[] {
  const files: [string, string | undefined][] = [
    ['results.json', `${JSON.stringify(resultsSchema.parse(results), null, 2)}\n`],
    ['throughput.svg', throughputPlot(results)],
    ['latency.svg', latencyPlot(results)],
  ];
  mkdirSync(folder, { recursive: true });
  return files.flatMap(([name, text]) => {
    if (text === undefined) return [];
    writeFileSync(join(folder, name), text);
    return relative(process.cwd(), join(folder, name));
  });
}

/** Parses words of a list, separated by commas. */
function list<T extends string>(known: readonly T[]) {
  return (value: string): readonly T[] => {
    const asked = value.split(',');
    const found = known.filter((name) => asked.includes(name));
    if (found.length === asked.length) return found;
    throw new InvalidArgumentError(`Expected ${known.join(', ')}.`);
  };
}

function parseCount(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return Number(value);
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds <= 60) return seconds;
  throw new InvalidArgumentError('Expected a number of seconds, 60 at most.');
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
