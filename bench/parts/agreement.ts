// Whether our own load generator and redis-benchmark measure the same: both in turn, on the same server.
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { type LoadGenerator, ownBenchmark, redisBenchmark } from '../load/generator.ts';
import { startServer } from '../servers.ts';
import { agree, spreadOf } from '../statistics.ts';

const command = 'set';
const what = 'agreement';

/** Undefined where there is only one load generator, or none. */
export function agreementPart(context: Context): Part | undefined {
  const [ours, theirs] = [ownBenchmark(), redisBenchmark()];
  if (ours === undefined || theirs === undefined) return undefined;
  const { settings, baseline, progress, signal } = context;
  const { rounds, pipelines, clients, keyspace, seconds } = settings;
  const rates = new Map(pipelines.map((pipeline) => [pipeline, new Map<LoadGenerator, number[]>()]));

  return {
    name: 'Load generators',
    estimate: 2 + rounds * pipelines.length * 2 * (seconds * 1.2 + 0.2),
    async run() {
      const server = await attempt(context, baseline, what, () =>
        startServer(baseline, 'off', context.runDir),
      );
      if (server === undefined) return;
      const run = (by: LoadGenerator, pipeline: number, requests: number) =>
        attempt(context, baseline, `${what}, ${by.name} ×${pipeline}`, () =>
          by.run({ port: server.port, clients, requests, pipeline, command, keyspace, size: 3, signal }),
        );
      try {
        for (let round = 0; round < rounds; round++) {
          for (const [pipeline, measured] of rates) {
            progress.now(`round ${round + 1} of ${rounds}: ×${pipeline}`, round / rounds);
            for (const by of inTurn([ours, theirs], round)) {
              const last = measured.get(by)?.at(-1) ?? (await run(by, pipeline, 20_000));
              const rate = await run(by, pipeline, Math.max(1000, Math.round((last ?? 0) * seconds)));
              if (rate !== undefined) measured.set(by, [...(measured.get(by) ?? []), rate]);
            }
          }
        }
      } finally {
        await server.end();
      }
    },
    addTo(results) {
      for (const [pipeline, measured] of rates) {
        const [own, other] = [measured.get(ours), measured.get(theirs)];
        if (own === undefined || other === undefined) continue;
        const spreads = { ours: spreadOf(own), theirs: spreadOf(other) };
        results.agreement.push({ command, pipeline, ...spreads, agree: agree(spreads.ours, spreads.theirs) });
      }
    },
  };
}
