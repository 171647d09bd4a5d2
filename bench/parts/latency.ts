// How long a reply takes at a fixed rate that every server can bear.
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { keyName } from '../load/fill.ts';
import { getsAndSets, pacedLoad } from '../load/paced.ts';
import { type BenchServer, startServer } from '../servers.ts';
import { quantile, sortedQuantile, spreadOf } from '../statistics.ts';
import type { Measured } from '../targets.ts';

interface Sample {
  readonly sorted: Float64Array;
  readonly achieved: number;
}

/** The points of the curve: closer together where fewer requests are. */
const shares = [0, 0.9, 0.99, 0.999].flatMap((from) =>
  Array.from({ length: 18 }, (_, i) => from + ((1 - from) * 0.9 * i) / 18),
);
const what = 'latency';
const size = 3;

export function latencyPart(context: Context): Part {
  const { settings, targets, progress, signal } = context;
  const { rounds, clients, rate, keyspace } = settings;
  const seconds = 4 * settings.seconds;
  const samples = new Map<Measured, Sample[]>(targets.map((target) => [target, []]));
  return {
    name: 'Latency',
    estimate: targets.length * (rounds * seconds * 1.1 + 2),
    async run() {
      const servers: BenchServer[] = [];
      const load = (server: BenchServer, forSeconds: number) =>
        pacedLoad({
          port: server.port,
          clients,
          rate,
          seconds: forSeconds,
          request: getsAndSets(keyspace, keyName, size),
          until: signal,
        });
      try {
        for (const target of targets) {
          await attempt(context, target, what, async () => {
            const server = await startServer(target, 'off', context.runDir);
            servers.push(server);
            await server.fill(keyspace, size);
            await load(server, seconds / 2);
          });
        }
        for (let round = 0; round < rounds; round++) {
          for (const server of inTurn(servers, round)) {
            progress.now(`round ${round + 1} of ${rounds}: ${server.target.name}`, round / rounds);
            const paced = await attempt(context, server.target, what, () => load(server, seconds));
            if (paced === undefined || signal.aborted) continue;
            samples.get(server.target)?.push({ sorted: paced.latencies.sort(), achieved: paced.achieved });
          }
        }
      } finally {
        for (const server of servers) await server.end();
      }
    },
    addTo(results) {
      for (const [target, all] of samples) {
        if (all.length === 0) continue;
        const at = (share: number) => spreadOf(all.map(({ sorted }) => sortedQuantile(sorted, share)));
        results.latency.push({
          target: target.name,
          rate,
          achieved: spreadOf(all.map(({ achieved }) => achieved)),
          p50: at(0.5),
          p99: at(0.99),
          p999: at(0.999),
          max: at(1),
          // The median of the rounds: one stall of the machine doesn't bend it.
          curve: shares.map((share) => [
            share,
            quantile(
              all.map(({ sorted }) => sortedQuantile(sorted, share)),
              0.5,
            ),
          ]),
        });
      }
    },
  };
}
