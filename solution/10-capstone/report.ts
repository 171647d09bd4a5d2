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
  const sorted = Float64Array.from(latencies).sort();
  const latency = {
    min: percentile(sorted, 0),
    mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    'p99.9': percentile(sorted, 99.9),
    max: percentile(sorted, 100),
  };
  const seconds = (now - begun) / 1000 || 0;
  const [requests, throughput] = [sorted.length, sorted.length / (seconds || 1)];
  return { requests, errors, seconds, throughput, latency: requests > 0 ? latency : null, settings };
}

/** The least of the values that so many percent of them don't exceed: the nearest rank. */
export function percentile(sorted: Float64Array, percent: number): number {
  return sorted[Math.max(Math.ceil((percent / 100) * sorted.length), 1) - 1] ?? NaN;
}

/** A report as a table. */
export function table({ settings, latency, ...figures }: Report): string {
  const row = ([name, value]: [string, number]) =>
    name.padEnd(12) + value.toLocaleString('en', { maximumFractionDigits: 3 }).padStart(12);
  const head = `${settings.command}, ${settings.clients} clients, pipeline ${settings.pipeline} (requests/s, ms)`;
  return [head, ...Object.entries(figures).map(row), ...Object.entries(latency ?? {}).map(row)].join('\n');
}
