// The second exercise: the whole distribution.
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exercise, expect, type SeenRequest } from '../../harness/suite.ts';
import { expectBetween, sorted } from './checks.ts';

exercise(
  '10.38',
  'with --cdf a file tells the share of requests for each latency',
  {
    why: 'CSV with the head ms,share: both rise, and the last line is the greatest latency and 1',
    read: 'the-whole-distribution',
  },
  async ({ load, random }) => {
    const file = join(tmpdir(), `kata-${process.pid}-${random.text(12)}.csv`);
    try {
      const delays = random.shuffle([...Array(70).fill(3), ...Array(25).fill(25), ...Array(5).fill(70)]);
      const hold = ({ index }: SeenRequest) => delays[index % delays.length];
      const flags = { clients: '10', requests: '600', pipeline: '1', command: 'ping', cdf: file };
      const { report, bounds } = await load(flags, { hold });
      const [head, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
      expect(head).toBe('ms,share');
      const points = lines
        .map((line) => line.split(',').map(Number))
        .map(([ms = NaN, share = NaN]) => ({ ms, share }));
      for (const name of ['ms', 'share'] as const)
        expect(points.map((point) => point[name])).toEqual([...sorted(points.map((point) => point[name]))]);
      expect(points.at(-1)?.share).toBe(1);
      expect(points.at(-1)?.ms).toBeCloseTo(report.latency?.max ?? NaN, 2);
      for (const share of [0.5, 0.9, 0.99]) {
        const found = points.findIndex((point) => point.share >= share - 1e-9);
        const [before, point] = [points[found - 1] ?? points[found], points[found]];
        // Between two points nothing is told: what lies there may be either.
        expectBetween(`the point at ${share}`, point?.ms, [
          bounds.at(100 * share)[0],
          bounds.at(100 * (point?.share ?? 1))[1],
        ]);
        expect(before?.share, 'the steps of the file').toBeGreaterThanOrEqual(share - 0.02);
      }
    } finally {
      await rm(file, { force: true });
    }
  },
);
