// The first three exercises of stage 10 (EXERCISES.md), around your load generator. Begin when the stage itself is green.
import { realpathSync, writeFileSync } from 'node:fs';
import { bench, show } from './bench.ts';
import { createRequests, type Random } from './requests.ts';
import { flags, readFlags, type Settings } from './settings.ts';
import { closedLoop, type Load } from './worker.ts';

/** The flags of the stage, and those of exercises 1 to 3. As they stand here, each exercise is off. */
export const exerciseFlags = { ...flags, rate: 0, cdf: '', distribution: 'uniform' };

/** 1. An open loop: requests are due at a fixed rate, whatever the server does, and count from when they were due. */
export function openLoop(settings: Settings & { rate: number }, request: () => string): Load {
  // Begin here. Request number n is due n * 1000 / rate ms after the first. Who sends it when no reply comes? load.onWorker
  return closedLoop(settings, request);
}

/** 2. The cumulative distribution as CSV: latencies in ms, each with the share of requests that were not slower. */
export function distribution(_latencies: readonly number[]): string {
  return 'ms,share\n';
}

/** 3. Zipf's law: the key with number n is asked for in proportion to 1 / (n + 1) ** 0.99. */
export function zipf(keyspace: number): (random: Random) => number {
  return (random) => random(keyspace);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const { json, ...settings } = readFlags({ ...exerciseFlags, json: false });
  const { keyspace, rate, cdf } = settings;
  const request = createRequests(settings, settings.distribution === 'zipf' ? zipf(keyspace) : undefined);
  const run = await bench(settings, rate > 0 ? openLoop(settings, request) : closedLoop(settings, request));
  if (cdf !== '') writeFileSync(cdf, distribution(run.tally.latencies));
  show(run, json);
}
