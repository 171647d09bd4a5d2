import type { Settings } from './settings.ts';

/** What was measured. Its JSON Schema: starter/10-capstone/report.schema.json */
export type Report = ReturnType<typeof createReport>;

/** The figures: of so many ms, with the latency of each request that was answered, in ms. */
export function createReport(
  settings: Settings,
  duration: number,
  latencies: readonly number[],
  errors: number,
) {
  const seconds = duration / 1000;
  return {
    /** Those that were answered, be it with an error. */
    requests: latencies.length,
    errors,
    seconds,
    throughput: seconds > 0 ? latencies.length / seconds : 0,
    /** In ms; null when nothing was answered. */
    latency: latencies.length > 0 ? summary(Float64Array.from(latencies).sort()) : null,
    settings,
  };
}

/** The figures that stand for all latencies. */
function summary(sorted: Float64Array) {
  return {
    min: percentile(sorted, 0),
    mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    'p99.9': percentile(sorted, 99.9),
    max: percentile(sorted, 100),
  };
}

/** The least value that so many percent of all don't exceed: the nearest rank. */
export function percentile(sorted: Float64Array, percent: number): number {
  const rank = Math.ceil((percent * sorted.length) / 100);
  return sorted[Math.max(rank, 1) - 1] ?? NaN;
}

/** The report as a table. */
export function table({ requests, errors, seconds, throughput, latency, settings }: Report): string {
  const { command, clients, pipeline } = settings;
  const rows = [
    [
      'requests',
      `${requests} of ${settings.requests} (${command}, ${clients} clients, pipeline ${pipeline})`,
    ],
    ['errors', `${errors}`],
    ['seconds', seconds.toFixed(3)],
    ['throughput', `${Math.round(throughput)} requests/s`],
    ...Object.entries(latency ?? {}).map(([name, ms]) => [name, `${ms.toFixed(3)} ms`]),
  ];
  return rows.map(([name = '', value]) => `${name.padEnd(12)}${value}\n`).join('');
}
