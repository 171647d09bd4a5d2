// Whether our own load generator and redis-benchmark measure the same: both in turn, on a server whose rate is known, and
// on the baseline.
import type { Part } from '../context.ts';
import { ownBenchmark, redisBenchmark } from '../load/generator.ts';
import { measureInRounds } from '../load/rounds.ts';
import { startSteadyServer } from '../load/steady-server.ts';
import type { Row, Subject } from '../results.ts';
import { type LoadedServer, withServers } from '../servers.ts';
import type { Settings } from '../settings.ts';
import { agree } from '../statistics.ts';

const part = 'agreement';
/** Requests per second that any load generator can send. */
const knownRate = 2000;
/** One of them needs time to warm up, in each run. */
const longer = 4;
const mostRounds = 3;

/** Undefined where there is only one load generator, or none. */
export function agreementPart({ rounds: asked, pipelines, seconds }: Settings): Part | undefined {
  const generators = [ownBenchmark(), redisBenchmark()].filter((one) => one !== undefined);
  if (generators.length < 2) return undefined;
  const rounds = Math.min(asked, mostRounds);
  return {
    title: 'Load generators',
    estimate: 2 + 2 * rounds * (pipelines.length + 1) * (longer * seconds * 1.1 + 0.25),
    async run({ settings, targets, ...others }) {
      const context = {
        ...others,
        settings: { ...settings, rounds, seconds: longer * seconds },
        targets: targets.slice(0, 1),
      };
      const compare = (server: LoadedServer, depths: readonly number[], rate?: number) => {
        const subjects = depths.map(
          (pipeline): Subject => ({ command: 'set', pipeline, ...(rate && { rate }) }),
        );
        const pairs = generators.map((generator) => ({
          server,
          generator,
          of: { generator: generator.name },
        }));
        return measureInRounds(context, part, subjects, pairs);
      };
      const steady = await startSteadyServer(knownRate);
      const known = { target: { name: 'known rate' }, port: () => steady.port, cpu: () => 0 };
      await compare(known, [1], knownRate).finally(steady.end);
      await withServers(context, 'off', async (servers) => {
        for (const server of servers) await compare(server, pipelines);
      });
    },
  };
}

/** What two load generators say of the same server. */
export interface Agreement {
  readonly ours: Row;
  readonly theirs: Row;
  /** Undefined where not the server is the limit: then each measures something else. */
  readonly agree: boolean | undefined;
}

/** Pairs what was measured by both. */
export function agreementsOf(rows: readonly Row[]): Agreement[] {
  const [own = [], others = []] = [true, false].map((isOwn) =>
    rows.filter((row) => row.part === part && (row.of.generator === 'bench.ts') === isOwn),
  );
  return own.flatMap((ours) => {
    const theirs = others.find(
      ({ target, of }) => target === ours.target && of.pipeline === ours.of.pipeline,
    );
    const [one, other] = [ours.found['perSecond'], theirs?.found['perSecond']];
    if (theirs === undefined || one === undefined || other === undefined) return [];
    const isServer = ({ of, limit }: Row) => of.rate !== undefined || limit === 'server';
    return { ours, theirs, agree: isServer(ours) && isServer(theirs) ? agree(one, other) : undefined };
  });
}
