// npm run bench: measures servers side by side, and the harness.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { Argument, InvalidArgumentError } from 'commander';
import { createCommand, runCommand } from '../harness/cli/command.ts';
import type { TargetOptions } from '../harness/cli/options.ts';
import { exitStatus } from '../harness/exit-status.ts';
import { paint } from '../harness/reporters/paint.ts';
import type { Results } from './results.ts';
import { type PartName, partNames, quick, whole } from './settings.ts';

interface Options extends TargetOptions {
  quick?: boolean;
  rounds?: number;
  out?: string;
}

const program = createCommand(
  'bench',
  'Measures servers side by side, round by round, as ratios to real Redis.',
)
  .showHelpAfterError(false)
  .addArgument(new Argument('[parts...]', 'what is measured (default: all but harness)').choices(partNames))
  .option('--target <name|folder>', 'one more server, as for npm run stage')
  .option('--cmd <command>', 'one more server: the command that starts it')
  .option('--quick', 'everything in seconds, to see that it works: these figures say little')
  .option('--rounds <number>', `how often each is measured (default: ${whole.rounds})`, parseRounds)
  .option(
    '--out <folder>',
    'for results.json and the plots (default: bench; of a part or quick: .kata/bench)',
  );

await runCommand(async () => {
  program.parse();
  // What isn't needed for a mistake in the command line is loaded now.
  const { measureHarness } = await import('./harness-speed.ts');
  const { measure } = await import('./measure.ts');
  const { findTargets } = await import('./targets.ts');
  const { tablesOf } = await import('./tables.ts');
  const { rounds, out, ...options } = program.opts<Options>();
  const asked = program.args as PartName[];
  if (asked.includes('harness')) await measureHarness(say);
  const parts = asked.length === 0 ? partNames : asked.filter((name) => name !== 'harness');
  if (parts.length === 0) return exitStatus.passed;

  const settings = { ...(options.quick ? quick : whole), ...(rounds && { rounds, keysRounds: rounds }) };
  const targets = await findTargets(options);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interrupted.abort());
  }
  say(paint('bold', `Bench: ${targets.map(({ name }) => name).join(', ')}`), '');
  const results = await measure(targets, parts, settings, interrupted.signal);
  const isWhole = asked.length === 0 && !options.quick && results.complete;
  const files = await write(results, resolve(out ?? (isWhole ? 'bench' : '.kata/bench')));
  say(tablesOf(results), '', `${results.complete ? '' : 'Interrupted. '}Written: ${files.join(', ')}`);
  return results.complete ? exitStatus.passed : exitStatus.interrupted;
});

/** Writes the figures and their plots. @returns the files' names */
async function write(results: Results, folder: string): Promise<string[]> {
  const { resultsSchema } = await import('./results.ts');
  const { throughputPlot } = await import('./plots/throughput.ts');
  const { latencyPlot } = await import('./plots/latency.ts');
  const files: [string, string | undefined][] = [
    ['results.json', toJson(resultsSchema.parse(results))],
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

/** A row a line, so that a change of a figure is a change of a line; five digits say more than is known. */
function toJson({ rows, ...rest }: Results): string {
  const short = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
  const lines = rows.map((row) => `    ${JSON.stringify(row, short)}`).join(',\n');
  return `${JSON.stringify(rest, short, 2).slice(0, -2)},\n  "rows": [\n${lines}\n  ]\n}\n`;
}

function parseRounds(value: string): number {
  if (!/^[1-9]\d?$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1 to 99.');
  return Number(value);
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
