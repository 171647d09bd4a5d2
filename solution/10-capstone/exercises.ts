import { realpathSync, writeFileSync } from 'node:fs';
import { bench, show } from './bench.ts';
import { createRequests, type Random } from './requests.ts';
import { flags, readFlags, type Settings } from './settings.ts';
import { closedLoop, type Load } from './worker.ts';

/** The flags of the stage, and those of exercises 1 to 3. As they stand here, each exercise is off. */
export const exerciseFlags = { ...flags, rate: 0, cdf: '', distribution: 'uniform' };

/** 1. An open loop: requests are due at a fixed rate, whatever the server does, and count from when they were due. */
export function openLoop({ requests, rate }: Settings & { rate: number }, request: () => string): Load {
  const fills: (() => void)[] = [];
  let [begun, taken] = [0, 0];
  const over = () => taken === requests;
  const timer = setInterval(() => {
    if (over()) clearInterval(timer);
    fills.push(...fills.splice(0, 1)); // another connection comes first
    for (const fill of fills) fill();
  }, 1).unref();
  return {
    request,
    over,
    onWorker: (fill) => fills.push(fill),
    take(now) {
      begun ||= now;
      const due = begun + (taken * 1000) / rate;
      if (over() || due > now) return undefined;
      taken++;
      return due;
    },
  };
}

/** 2. The cumulative distribution as CSV: latencies in ms, each with the share of requests that were not slower. */
export function distribution(latencies: readonly number[]): string {
  const sorted = Float64Array.from(latencies).sort();
  const steps = Math.min(sorted.length, 1000);
  const ranks = Array.from({ length: steps }, (_, step) => Math.ceil(((step + 1) * sorted.length) / steps));
  const lines = ranks.map((rank) => `${sorted[rank - 1]},${rank / sorted.length}\n`);
  return `ms,share\n${lines.join('')}`;
}

/** 3. Zipf's law: the key with number n is asked for in proportion to 1 / (n + 1) ** 0.99. */
export function zipf(keyspace: number): (random: Random) => number {
  /** Up to each key, the sum of the weights. */
  const sums = new Float64Array(keyspace);
  let sum = 0;
  for (let n = 0; n < keyspace; n++) sums[n] = sum += (n + 1) ** -0.99;
  return (random) => {
    const target = (random(2 ** 32) / 2 ** 32) * sum;
    let [low, high] = [0, keyspace - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const { json, ...settings } = readFlags({ ...exerciseFlags, json: false });
  const { keyspace, rate, cdf } = settings;
  const request = createRequests(settings, settings.distribution === 'zipf' ? zipf(keyspace) : undefined);
  const run = await bench(settings, rate > 0 ? openLoop(settings, request) : closedLoop(settings, request));
  if (cdf !== '') writeFileSync(cdf, distribution(run.tally.latencies));
  show(run, json);
}
