// What several of these tests look at.
import { expect, Failure, type Figure, type Load, type SeenRequest } from '../../harness/suite.ts';

/** The words of a request, as text. */
export function wordsOf({ words }: SeenRequest): string[] {
  return words.map((word) => word.toString('latin1'));
}

/** The command of a request, in capitals. */
export function commandOf(request: SeenRequest): string {
  return wordsOf(request)[0]?.toUpperCase() ?? '';
}

/** Expects that figures are what the server knows them to be. */
export function expectFigures({ report, bounds }: Load, ...figures: readonly Figure[]): void {
  for (const figure of figures) expectBetween(figure, report.latency?.[figure], bounds[figure]);
}

/** Expects a figure within bounds that nothing can have exceeded. */
export function expectBetween(
  name: string,
  value: number | undefined,
  [least, most]: readonly [number, number],
): void {
  if (value !== undefined && value >= least && value <= most) return;
  throw new Failure('wrong reply', '', {
    expected: `${name} from ${least.toFixed(3)} to ${most.toFixed(3)}: what the server saw allows no other`,
    received: `${value}`,
  });
}

/** Expects the figures so far of a run that was ended early, after so many requests, with so many in flight at most. */
export function expectFiguresSoFar(
  { report, requests, stderr }: Load,
  after: number,
  inFlight: number,
): void {
  expect(requests.length, 'requests that came').toBeGreaterThanOrEqual(after);
  const answered = requests.filter(({ answeredAt }) => answeredAt !== undefined).length;
  // Whoever sent a request had read the reply that made room for it.
  expect(report.requests).toBeGreaterThanOrEqual(requests.length - inFlight);
  expect(report.requests).toBeLessThanOrEqual(answered);
  expect(report.latency === null).toBe(report.requests === 0);
  expectMessage(stderr);
}

/** Expects a message for people: a few words, no stack trace. */
export function expectMessage(stderr: string): void {
  expect(stderr.trim(), 'the message on stderr').not.toBe('');
  expect(
    stderr.split('\n').filter((line) => /^\s+at /.test(line)),
    'stack traces on stderr',
  ).toEqual([]);
}

/** The values, the least one first. */
export function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
