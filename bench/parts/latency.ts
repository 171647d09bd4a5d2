// How long a reply takes at a fixed rate that every server can bear.
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { getsAndSets, type Paced, pacedLoad } from '../load/paced.ts';
import type { Sample } from '../results.ts';
import { type BenchServer, withServers } from '../servers.ts';
import type { Settings } from '../settings.ts';
import { quantile } from '../statistics.ts';

/** The points of the curve: closer together where fewer requests are. */
const shares = [0, 0.9, 0.99, 0.999].flatMap((from) =>
  Array.from({ length: 18 }, (_, i) => from + ((1 - from) * 0.9 * (i + 1)) / 18),
);
const part = 'latency';
const size = 3;
/** A tail needs more requests than a rate. */
const longer = 4;

export function latencyPart({ rounds, seconds }: Settings, targets: number): Part {
  return {
    title: 'Latency',
    estimate: targets * ((rounds + 0.5) * longer * seconds * 1.1 + 1),
    run: (context) => withServers(context, 'off', (servers) => measureAll(context, servers)),
  };
}

async function measureAll(context: Context, servers: readonly BenchServer[]): Promise<void> {
  const { settings, signal, samples, tell } = context;
  const { rounds, clients, rate, keyspace } = settings;
  const request = getsAndSets(keyspace, size);
  const load = (server: BenchServer, seconds: number) =>
    pacedLoad({ port: server.port(), clients, rate, seconds, request, until: signal });
  for (const server of servers) {
    await attempt(context, server.target, part, async () => {
      await server.fill(keyspace, size);
      await load(server, settings.seconds * 2);
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const server of inTurn(servers, round)) {
      tell(`round ${round + 1} of ${rounds}: ${server.target.name}`, round / rounds);
      const paced = await attempt(context, server.target, part, () =>
        load(server, settings.seconds * longer),
      );
      if (paced === undefined || signal.aborted) continue;
      samples.push({ part, of: { rate }, target: server.target.name, round, ...figuresOf(paced) });
    }
  }
}

function figuresOf({ latencies, lateness, answered }: Paced): Pick<Sample, 'found' | 'curve'> {
  const sorted = latencies.toSorted();
  const at = (share: number) => quantile(sorted, share);
  const sentLate = quantile(lateness.toSorted(), 0.99);
  return {
    found: { answered, p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1), sentLate },
    curve: shares.map((share) => [share, at(share)]),
  };
}
