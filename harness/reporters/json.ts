// The report for programs: its own schema, versioned.
import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { messageOf, UsageError } from '../errors.ts';
import type { Judgement } from '../judge.ts';
import { tiers } from '../tiers.ts';
import { verdicts } from '../verdict/verdict.ts';

/** The schema of the JSON report. `version` grows when a field changes its meaning or goes. */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  target: z.string(),
  seed: z.int(),
  tests: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        tier: z.enum(tiers),
        verdict: z.enum(verdicts),
        /** In ms. */
        duration: z.number(),
        detail: z.string().optional(),
        expected: z.string().optional(),
        received: z.string().optional(),
        exit: z.string().optional(),
        transcript: z.array(z.string()).readonly(),
        stderr: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  /** What went wrong in the harness, outside any test. */
  faults: z.array(z.string()).readonly(),
});

export type Report = z.infer<typeof reportSchema>;

/** Writes the report to a file. @throws {UsageError} when the file can't be written */
export function writeJsonReport(file: string, target: string, seed: number, judgement: Judgement): void {
  const tests = judgement.results.map(({ requirement: { id, title, tier }, outcome, duration }) => {
    const { seed: _, ...told } = outcome;
    return { id, title, tier, duration, ...told };
  });
  const report = { version: 1, target, seed, tests, faults: judgement.faults } satisfies Report;
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`the report can't be written: ${messageOf(error)}`);
  }
}
