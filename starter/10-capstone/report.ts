// Fifth: the figures. GUIDE.md, "The report", then "Percentiles".
import type { Settings } from './settings.ts';

/** What is noted while requests are under way. Times are in ms. */
export type Tally = ReturnType<typeof createTally>;

/** Nothing yet. */
export const createTally = () => ({
  sent: 0,
  /** Of each request that was answered, in the order of the replies. */
  latencies: [] as number[],
  /** How many of these were answered with an error. */
  errors: 0,
  /** When the first request was about to be sent. */
  begun: NaN,
  /** When something was last sent or answered. */
  progress: performance.now(),
});

/** The figures of a run. Their JSON Schema: starter/10-capstone/report.schema.json */
export type Report = ReturnType<typeof createReport>;

/** Sums up a run that has ended now. */
export function createReport(settings: Settings, { latencies, errors, begun }: Tally, now: number) {
  // 10.20 – 10.25
  const sorted = Float64Array.from(latencies).sort();
  const latency = { min: 0, mean: 0, p50: percentile(sorted, 50), p95: 0, p99: 0, 'p99.9': 0, max: 0 };
  const seconds = (now - begun) / 1000 || 0;
  // 10.26
  const [requests, throughput] = [sorted.length, 0];
  // Without a single reply there is no latency to tell (10.27).
  return { requests, errors, seconds, throughput, latency: requests > 0 ? latency : null, settings };
}

/** The least of the values that so many percent of them don't exceed: the nearest rank. */
// 10.21, 10.22
export function percentile(_sorted: Float64Array, _percent: number): number {
  return 0;
}

/** A report as a table: one figure a line. */
// 10.19: requests, errors, seconds, throughput, min, mean, p50, …
export function table(report: Report): string {
  return `the table is not there yet (starter/10-capstone/report.ts): ${report.requests} requests`;
}
