// How many requests a second: each command, pipeline, size and fsync policy.
import { attempt, type Part } from '../context.ts';
import { measureInRounds } from '../load/rounds.ts';
import type { Subject } from '../results.ts';
import { withServers } from '../servers.ts';
import type { Aof, Command, PartName, Settings } from '../settings.ts';

/** What the same servers are measured with, one after the other. */
interface Group {
  readonly aof: Aof;
  readonly size: number;
  readonly commands: readonly Command[];
}

const hasValue = (command: Command) => command === 'set' || command === 'get';

/** All commands; with the larger values only those that have one. */
export function throughputPart(settings: Settings, targets: number): Part {
  const { sizes, commands } = settings;
  const groups = sizes.map((size, i): Group => {
    return { aof: 'off', size, commands: i === 0 ? commands : commands.filter(hasValue) };
  });
  return partOf('throughput', 'Throughput', groups, settings, targets);
}

/** SET, which is what the log is about. */
export function aofPart(settings: Settings, targets: number): Part {
  const [size = 3] = settings.sizes;
  const groups = (['everysec', 'always'] as const).map((aof): Group => ({ aof, size, commands: ['set'] }));
  return partOf('aof', 'Throughput with the AOF', groups, settings, targets);
}

function partOf(
  part: PartName,
  title: string,
  groups: readonly Group[],
  { rounds, seconds, pipelines, keyspace }: Settings,
  targets: number,
): Part {
  const all = groups.map(({ commands }) => commands.length * pipelines.length);
  const total = all.reduce((sum, count) => sum + count, 0);
  return {
    title,
    estimate: targets * (total * (rounds * (seconds * 1.1 + 0.04) + 0.1) + groups.length * 2),
    async run(context) {
      let done = 0;
      for (const [i, { aof, size, commands }] of groups.entries()) {
        const share = (all[i] ?? 0) / total;
        const tell = (text: string, of: number) => context.tell(text, done + of * share);
        await withServers(context, aof, async (servers) => {
          for (const server of servers) {
            await attempt(context, server.target, 'fill', () => server.fill(keyspace, size));
          }
          const subjects = commands.flatMap((command) =>
            pipelines.map((pipeline): Subject => {
              return { command, pipeline, ...(hasValue(command) ? { valueBytes: size } : {}), aof };
            }),
          );
          const pairs = servers.map((server) => ({ server, generator: context.generator }));
          await measureInRounds({ ...context, tell }, part, subjects, pairs);
        });
        done += share;
      }
    },
  };
}
