// What is told of many measurements of one thing.

/** The middle of some measurements, and how far they spread. */
export interface Spread {
  readonly median: number;
  /** The first and the third quartile: half of the measurements lie between them. */
  readonly low: number;
  readonly high: number;
  /** The measurements, in the order in which they were made. */
  readonly values: readonly number[];
}

/** The value below which this share of the values lies (0.5: the median), of numbers in ascending order. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new RangeError('nothing was measured');
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}

/** Median and quartiles. @throws {RangeError} when there are no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    values,
  };
}

/**
 * The ratios of what two servers reached in the same rounds. Rates swing from round to round, and both servers with
 * them: the median of such ratios is steadier than the ratio of two medians.
 */
export function ratiosByRound(of: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): number[] {
  return [...of].flatMap(([round, value]) => {
    const other = to.get(round);
    return other === undefined || other === 0 ? [] : [value / other];
  });
}

/** True when the ranges of two spreads, from the least value to the greatest, meet, give or take 5 %. */
export function agree(one: Spread, other: Spread): boolean {
  const meets = (a: Spread, b: Spread) => Math.min(...a.values) <= 1.05 * Math.max(...b.values);
  return meets(one, other) && meets(other, one);
}
