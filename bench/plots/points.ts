// The points of the plot of throughput.
import type { Results, Row } from '../results.ts';
import type { Spread } from '../statistics.ts';

/** A point of a line. */
export interface Point {
  readonly panel: string;
  readonly target: string;
  readonly pipeline: number;
  readonly ratio: Spread;
  readonly limit: Row['limit'];
  /** Where its figure stands. */
  readonly side: 'top' | 'bottom';
}

/** Of the sizes of values only the smallest: a panel for each is too much. */
export function pointsOf({ rows, baseline }: Results): Point[] {
  const measured = rows.filter(({ part }) => part === 'throughput' || part === 'aof');
  const smallest = Math.min(...measured.map(({ of }) => of.valueBytes ?? Number.POSITIVE_INFINITY));
  const points = measured.flatMap(({ of, target, ratios, limit }) => {
    const { command = '', pipeline = 1, valueBytes = smallest, aof } = of;
    const ratio = ratios['perSecond'];
    if (ratio === undefined || valueBytes !== smallest) return [];
    const panel = command.toUpperCase() + (aof === 'off' ? '' : `, appendfsync ${aof}`);
    return { panel, target, pipeline, ratio, limit };
  });
  return points.map((point) => {
    const beside = points.filter(
      ({ panel, pipeline, target }) =>
        panel === point.panel && pipeline === point.pipeline && target !== baseline,
    );
    const isHighest = beside.every(({ ratio }) => ratio.median <= point.ratio.median);
    return { ...point, side: isHighest ? 'top' : 'bottom' };
  });
}
