// Runs the reference of stage 10, with its exercises, and something wrong about it.
import { writeFileSync } from 'node:fs';
import { bench, show } from '../../solution/10-capstone/bench.ts';
import { distribution, exerciseFlags, openLoop, zipf } from '../../solution/10-capstone/exercises.ts';
import { createRequests } from '../../solution/10-capstone/requests.ts';
import { readFlags } from '../../solution/10-capstone/settings.ts';
import { closedLoop, type Load, work } from '../../solution/10-capstone/worker.ts';

/** What the flags ask for. */
export type Asked = typeof exerciseFlags;

/** What happens on one connection. */
export type Worker = typeof work;

type Run = Awaited<ReturnType<typeof bench>>;

/** What is wrong about it: each part, where it is given, instead of the right one. */
export interface Spoiled {
  /** It does as if it had been asked for this, too. */
  does?(asked: Asked): Partial<Asked>;
  choose?(asked: Asked): Parameters<typeof createRequests>[1];
  request?(asked: Asked, right: () => string): () => string;
  load?(asked: Asked, request: () => string): Load;
  worker?: Worker;
  distribution?: typeof distribution;
  /** Changes what is shown. */
  shows?(run: Run): void;
}

/** Puts a server under load, in the wrong way. */
export async function runLoad(spoiled: Spoiled): Promise<void> {
  const { json, ...asked } = readFlags({ ...exerciseFlags, json: false });
  const done = { ...asked, ...spoiled.does?.(asked) };
  const popular = done.distribution === 'zipf' ? zipf(done.keyspace) : undefined;
  const right = createRequests(done, spoiled.choose?.(done) ?? popular);
  const request = spoiled.request?.(done, right) ?? right;
  const usual = done.rate > 0 ? openLoop : closedLoop;
  const run = await bench(done, (spoiled.load ?? usual)(done, request), spoiled.worker ?? work);
  Object.assign(run.report.settings, asked);
  if (done.cdf !== '') writeFileSync(done.cdf, (spoiled.distribution ?? distribution)(run.tally.latencies));
  spoiled.shows?.(run);
  show(run, json);
}

/** Notes latencies as `change` makes them. */
export function noting(change: (ms: number, pipeline: number) => number): Worker {
  return (socket, pipeline, load, tally) => {
    const { push } = Array.prototype;
    const latencies = Object.assign([] as number[], {
      push: (ms: number) => push.call(tally.latencies, change(ms, pipeline)),
    });
    const noted = new Proxy(tally, {
      get: (target, name) => (name === 'latencies' ? latencies : Reflect.get(target, name)),
    });
    return work(socket, pipeline, load, noted);
  };
}
