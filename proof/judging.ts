// Judges a target for the proofs: as a user does, with `npm run stage`, or in this process, which takes half of the time.
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Judgement, judge } from '../harness/judge.ts';
import { type Report, reportSchema } from '../harness/reporters/json.ts';
import type { Selection } from '../harness/selection.ts';
import { interpreter } from '../harness/targets/entry.ts';
import type { Target } from '../harness/targets/target.ts';
import type { Verdict } from '../harness/verdict/verdict.ts';

export const root = join(import.meta.dirname, '..');

/** The command that runs a server's file, as a user would give it. */
export const commandFor = (file: string): string =>
  [...interpreter(file), file].map((word) => `'${word}'`).join(' ');

export interface Judged {
  readonly exitCode: number | undefined;
  readonly output: string;
  /** Undefined when nothing was judged. */
  readonly report: Report | undefined;
}

/** Runs `npm run stage -- …` and reads its JSON report. */
export async function stage(...args: string[]): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'kata-proof-'));
  const file = join(folder, 'report.json');
  try {
    const launch = join(root, 'harness/cli/launch.mjs');
    const { exitCode, all } = await execa('node', [launch, 'stage', ...args, '--report', `json=${file}`], {
      cwd: root,
      reject: false,
      all: true,
    });
    return { exitCode, output: all, report: readReport(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Judges without the command line, which would load anew all that is loaded here. `told` has a line for each test. */
export async function judgeHere(
  target: Target,
  selection: Selection,
  workers: number,
  signal: AbortSignal,
): Promise<Judgement & { readonly told: string }> {
  const seed = randomInt(1, 1_000_000);
  const judgement = await judge(target, selection, { seed, workers, watchers: [], signal });
  const lines = judgement.results.map(
    ({ requirement: { id }, outcome: { verdict, detail = '' } }) => `${id} ${verdict} ${detail}`,
  );
  return { ...judgement, told: [`seed ${seed}`, ...lines, ...judgement.faults].join('\n') };
}

/** The ids of the tests that ended so, in order. */
export function idsWith(report: Report | undefined, ...wanted: Verdict[]): string[] {
  const tests = report?.tests.filter(({ verdict }) => wanted.includes(verdict)) ?? [];
  return tests.map(({ id }) => id).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function readReport(file: string): Report | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return reportSchema.parse(JSON.parse(text));
}
