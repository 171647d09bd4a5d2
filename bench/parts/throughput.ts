// How many requests a second: each command, pipeline, size and fsync policy, all targets in turn, round by round.
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { type Load, type LoadGenerator, putLoad } from '../load/generator.ts';
import type { Subject } from '../results.ts';
import { type BenchServer, type LoadedServer, withServers } from '../servers.ts';
import type { Aof, Command, Settings } from '../settings.ts';

/** What the same servers are measured with, one after the other. */
interface Group {
  readonly part: 'throughput' | 'aof';
  readonly aof: Aof;
  readonly size: number;
  readonly commands: readonly Command[];
}

/** All commands; with the larger values only those that have one. */
export function throughputPart(settings: Settings, targets: number): Part {
  const hasValue = (command: Command) => command === 'set' || command === 'get';
  const groups = settings.sizes.map((size, i): Group => {
    const commands = i === 0 ? settings.commands : settings.commands.filter(hasValue);
    return { part: 'throughput', aof: 'off', size, commands };
  });
  return partOf('Throughput', groups, settings, targets);
}

/** SET, which is what the log is about. */
export function aofPart(settings: Settings, targets: number): Part {
  const groups = (['everysec', 'always'] as const).map((aof): Group => {
    return { part: 'aof', aof, size: settings.sizes[0] ?? 3, commands: ['set'] };
  });
  return partOf('Throughput with a log', groups, settings, targets);
}

function partOf(title: string, groups: readonly Group[], settings: Settings, targets: number): Part {
  const { rounds, seconds, pipelines } = settings;
  const runs = rounds * pipelines.length * groups.reduce((sum, { commands }) => sum + commands.length, 0);
  return {
    title,
    estimate: targets * (runs * (seconds * 1.1 + 0.04) + groups.length * 2),
    async run(context) {
      let done = 0;
      for (const group of groups) {
        await withServers(context, group.aof, async (servers) => {
          await measureGroup(context, group, servers, (text) => context.tell(text, done++ / runs));
        });
      }
    },
  };
}

async function measureGroup(
  context: Context,
  { part, aof, size, commands }: Group,
  servers: readonly BenchServer[],
  tell: (text: string) => void,
): Promise<void> {
  const { rounds, clients, keyspace, pipelines } = context.settings;
  for (const server of servers) {
    await attempt(context, server.target, 'fill', () => server.fill(keyspace, size));
  }
  const measure = steadyLoad(context);
  for (let round = 0; round < rounds; round++) {
    for (const command of commands) {
      for (const pipeline of pipelines) {
        const bytes = command === 'set' || command === 'get' ? { valueBytes: size } : {};
        const of: Subject = { command, pipeline, ...bytes, aof };
        tell(`round ${round + 1} of ${rounds}: ${subjectText(of)}`);
        for (const server of inTurn(servers, round)) {
          const load = { clients, keyspace, command, pipeline, size };
          const found = await measure(server, context.generator, load, subjectText(of));
          if (found !== undefined) {
            context.samples.push({ part, of, target: server.target.name, round, found });
          }
        }
      }
    }
  }
}

/** Puts load on servers for about as long as asked: how long it takes is known from the time before. */
export function steadyLoad(context: Context) {
  const rates = new Map<string, number>();
  return async (
    server: LoadedServer,
    generator: LoadGenerator,
    load: Omit<Load, 'requests'>,
    what: string,
  ) => {
    const run = (requests: number) =>
      attempt(context, server.target, what, () =>
        putLoad(server, generator, { ...load, requests }, context.signal),
      );
    const key = `${server.target.name} ${generator.name} ${what}`;
    // The first run is short, and isn't counted: the server warms up.
    const rate = rates.get(key) ?? (await run(2000 * Math.min(load.pipeline, 16)))?.perSecond ?? 0;
    const found = await run(Math.max(1000, Math.round(rate * context.settings.seconds)));
    rates.set(key, found?.perSecond ?? rate);
    return found;
  };
}

/** `SET ×16, 3 bytes, AOF everysec` */
export function subjectText({ command = 'set', pipeline, valueBytes, aof = 'off' }: Subject): string {
  const bytes = valueBytes === undefined ? '' : `, ${valueBytes} bytes`;
  return `${command.toUpperCase()} ×${pipeline}${bytes}${aof === 'off' ? '' : `, AOF ${aof}`}`;
}
