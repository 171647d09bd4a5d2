// What a load generator prints with --json.
import * as z from 'zod';

/** The commands that it may be asked to send. */
export const loadCommands = ['ping', 'set', 'get', 'incr', 'mixed'] as const;

const count = z.int().min(0);
const ms = z.number().min(0);

/** The report of stage 10. `starter/10-capstone/report.schema.json` is made of it. */
export const loadReportSchema = z.object({
  requests: count.describe('how many were answered, be it with an error'),
  errors: count.describe('how many of these were answered with an error'),
  seconds: z.number().min(0).describe('from the first request to the last reply'),
  throughput: z.number().min(0).describe('requests per second'),
  latency: z
    .object({ min: ms, mean: ms, p50: ms, p95: ms, p99: ms, 'p99.9': ms, max: ms })
    .nullable()
    .describe(
      'in ms, from the sending of a request to the arrival of its reply; null when nothing was answered',
    ),
  settings: z
    .object({
      host: z.string(),
      port: z.int().min(1).max(65535),
      clients: count.min(1),
      requests: count.min(1),
      pipeline: count.min(1),
      command: z.enum(loadCommands),
      keyspace: count.min(1),
      size: count,
      seed: count,
    })
    .describe('what was asked, with the defaults of what was not; there may be more'),
});

export type LoadReport = z.infer<typeof loadReportSchema>;

/** The figures of a report's latency. */
export type Figure = keyof NonNullable<LoadReport['latency']>;

/** Reads a report. @returns the report, or in words what is wrong with it */
export function readLoadReport(stdout: string): LoadReport | string {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    return 'not one JSON object';
  }
  const parsed = loadReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || '(top)'}: ${message}`)
    .join('; ');
}
