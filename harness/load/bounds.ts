// Between which values the figures of a load generator must lie, by what the instrumented server saw.
import type { Figure } from './report.ts';
import type { SeenRequest } from './requests.ts';

/** The least and the greatest value, in ms, that a figure may have. */
export type Bounds = readonly [least: number, most: number];

/** What is known of a run. Times are of the harness's clock, in ms. */
export interface Observed {
  readonly requests: readonly SeenRequest[];
  readonly pipeline: number;
  /** Before the load generator was started, and after it had ended. */
  readonly begunAt: number;
  readonly endedAt: number;
}

/** What rounding, and a clock of another process, may add to the truth. */
const slack = 0.05;

/**
 * The bounds of each figure, when every request was answered. They hold on any machine, however loaded: a latency is at
 * least the time that the server held the request, and what came before and after it on its connection limits it from
 * above. With P in flight, a request can't have been sent before the reply to the P-th one before it, and its reply had
 * been read when the P-th one after it was sent.
 */
export function boundsOf(run: Observed): Record<Figure, Bounds> & { at(percent: number): Bounds } {
  const all = connectionsOf(run.requests).flatMap((requests) =>
    requests.map(({ receivedAt, answeredAt = receivedAt }, i): Bounds => {
      const notBefore = requests[i - run.pipeline]?.answeredAt ?? run.begunAt;
      const notAfter = requests[i + run.pipeline]?.receivedAt ?? run.endedAt;
      return [answeredAt - receivedAt, notAfter - notBefore];
    }),
  );
  const least = sorted(all.map(([low]) => low));
  const most = sorted(all.map(([, high]) => high));
  const mean = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;
  // A percentile may be a value or lie between two: there is more than one definition.
  const rank = (percent: number): Bounds => {
    const at = (percent / 100) * (all.length - 1);
    return [
      (least[Math.max(Math.floor(at) - 1, 0)] ?? 0) - slack,
      (most[Math.min(Math.ceil(at) + 1, all.length - 1)] ?? 0) + slack,
    ];
  };
  return {
    at: rank,
    min: [(least[0] ?? 0) - slack, (most[0] ?? 0) + slack],
    mean: [mean(least) - slack, mean(most) + slack],
    p50: rank(50),
    p95: rank(95),
    p99: rank(99),
    'p99.9': rank(99.9),
    max: [(least.at(-1) ?? 0) - slack, (most.at(-1) ?? 0) + slack],
  };
}

/** The requests of each connection, in order. */
function connectionsOf(requests: readonly SeenRequest[]): SeenRequest[][] {
  const lines: SeenRequest[][] = [];
  for (const request of requests) {
    lines[request.connection] ??= [];
    lines[request.connection]?.push(request);
  }
  return lines.filter((line) => line !== undefined);
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
