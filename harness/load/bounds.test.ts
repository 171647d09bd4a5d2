// The bounds hold for every run that can be, and catch figures that are none.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf } from './bounds.ts';
import type { SeenRequest } from './requests.ts';

const ms = fc.integer({ min: 0, max: 50 });
const waits = fc.array(fc.record({ rest: ms, there: ms, hold: ms, back: ms }), {
  minLength: 1,
  maxLength: 60,
});

/** A run on one connection, as client and server see it: with so many in flight, and these times in between. */
function play(
  pipeline: number,
  steps: readonly { rest: number; there: number; hold: number; back: number }[],
) {
  const read: number[] = [];
  const requests: SeenRequest[] = [];
  const latencies = steps.map(({ rest, there, hold, back }, index) => {
    const before = requests[index - 1];
    const sent = (read[index - pipeline] ?? 10) + rest;
    const receivedAt = Math.max(sent + there, before?.receivedAt ?? 0);
    const answeredAt = Math.max(receivedAt, before?.answeredAt ?? 0) + hold;
    read[index] = Math.max(answeredAt + back, read[index - 1] ?? 0);
    requests.push({ index, connection: 0, words: [], receivedAt, answeredAt });
    return read[index] - sent;
  });
  const endedAt = Math.max(...read) + 10;
  return { bounds: boundsOf({ requests, pipeline, begunAt: 0, endedAt }), latencies };
}

test('the true figures are within, by either definition of a percentile', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), waits, (pipeline, steps) => {
      const { bounds, latencies } = play(pipeline, steps);
      const sorted = latencies.sort((a, b) => a - b);
      const within = (value: number, [least, most]: readonly [number, number]) =>
        value >= least && value <= most;
      expect(
        within(latencies.reduce((sum, one) => sum + one, 0) / latencies.length, bounds.mean),
      ).toBeTruthy();
      for (const percent of [50, 95, 99, 99.9]) {
        const at = (percent / 100) * (sorted.length - 1);
        const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
        const nearest = sorted[Math.max(Math.ceil((percent / 100) * sorted.length), 1) - 1] ?? 0;
        expect(within(low + (high - low) * (at % 1), bounds.at(percent))).toBeTruthy();
        expect(within(nearest, bounds.at(percent))).toBeTruthy();
      }
    }),
  );
});

test('a request that was held long can not have been quick', () => {
  const { bounds } = play(
    2,
    Array.from({ length: 40 }, () => ({ rest: 0, there: 1, hold: 20, back: 1 })),
  );
  expect(bounds.min[0]).toBeGreaterThan(19);
  expect(bounds.p50[0]).toBeGreaterThan(19);
  expect(bounds.p50[1]).toBeLessThan(90);
});
