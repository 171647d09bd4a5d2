// How many requests a second: each command, pipeline, size and fsync policy, all targets in turn, round by round.
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import type { Command, Limit, Persistence, Results } from '../results.ts';
import { type BenchServer, startServer } from '../servers.ts';
import { ratiosByRound, type Spread, spreadOf } from '../statistics.ts';
import type { Measured } from '../targets.ts';

/** One thing to measure. */
interface Cell {
  readonly persistence: Persistence;
  readonly command: Command;
  readonly pipeline: number;
  readonly size: number;
}

interface Sample {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly busy: number;
}

type Samples = Map<number, Sample>;

const startSeconds = 1.5;
const warmUp = 20_000;

/** Throughput without a log, or, of SET, with one. */
export function throughputPart(context: Context, name: string, persistences: readonly Persistence[]): Part {
  const { settings, targets, baseline, progress } = context;
  const cells = cellsOf(context, persistences);
  const groups = persistences.map((persistence) => cells.filter((cell) => cell.persistence === persistence));
  const steps = settings.rounds * cells.length;
  const samples = new Map<Cell, Map<Measured, Samples>>(
    cells.map((cell) => [cell, new Map(targets.map((target) => [target, new Map()]))]),
  );
  const rates = new Map<string, number>();
  let done = 0;

  return {
    name,
    estimate:
      targets.length *
      (steps * settings.seconds * 1.2 + settings.rounds * persistences.length * startSeconds),
    async run() {
      for (let round = 0; round < settings.rounds; round++) {
        for (const group of groups) await runRound(group, round);
      }
    },
    addTo(results) {
      for (const [cell, byTarget] of samples) {
        const to = byTarget.get(baseline) ?? new Map();
        for (const [target, of] of byTarget)
          if (of.size > 0) results.throughput.push(entryOf(cell, target, of, to));
      }
    },
  };

  /** Starts all targets anew, so that no log grows without end and no luck of one start lasts. */
  async function runRound(group: readonly Cell[], round: number): Promise<void> {
    const [{ persistence } = { persistence: 'off' as const }] = group;
    const servers: BenchServer[] = [];
    try {
      progress.now(`round ${round + 1} of ${settings.rounds}: the servers start`, done / steps);
      for (const target of targets.filter(({ persists }) => persists || persistence === 'off')) {
        const server = await attempt(context, target, `start, AOF ${persistence}`, () =>
          startServer(target, persistence, context.runDir),
        );
        if (server !== undefined) servers.push(server);
      }
      for (const command of new Set(group.map((cell) => cell.command))) {
        for (const server of servers)
          await measure(server, { persistence, command, pipeline: 16, size: 3 }, warmUp);
      }
      let filled = 0;
      for (const cell of group) {
        if (cell.command === 'get' && cell.size !== filled) {
          filled = cell.size;
          for (const server of servers) {
            await attempt(context, server.target, 'fill', () => server.fill(settings.keyspace, filled));
          }
        }
        progress.now(`round ${round + 1} of ${settings.rounds}: ${cellText(cell)}`, done / steps);
        for (const server of inTurn(servers, round + done)) {
          const key = `${server.target.name} ${cellText(cell)}`;
          const rate = rates.get(key) ?? (await measure(server, cell, warmUp))?.perSecond ?? 0;
          const sample = await measure(server, cell, Math.max(1000, Math.round(rate * settings.seconds)));
          if (sample === undefined) continue;
          rates.set(key, sample.perSecond);
          samples.get(cell)?.get(server.target)?.set(round, sample);
        }
        done++;
      }
    } finally {
      for (const server of servers) await server.end();
    }
  }

  function measure(server: BenchServer, cell: Cell, requests: number): Promise<Sample | undefined> {
    const { clients, keyspace } = settings;
    return attempt(context, server.target, cellText(cell), async () => {
      const before = server.cpu();
      const load = { port: server.port, clients, requests, keyspace, ...cell, signal: context.signal };
      const perSecond = await context.generator.run(load);
      const cpu = server.cpu() - before;
      return { perSecond, cpuMicros: (1e6 * cpu) / requests, busy: cpu / (requests / perSecond) };
    });
  }
}

function cellsOf({ settings }: Context, persistences: readonly Persistence[]): Cell[] {
  const { commands, pipelines, sizes } = settings;
  return persistences.flatMap((persistence) =>
    sizes.flatMap((size, i) =>
      commands
        // With a log only what is logged; and a size only where there is a value.
        .filter((command) => persistence === 'off' || (command === 'set' && i === 0))
        .filter((command) => i === 0 || command === 'set' || command === 'get')
        .flatMap((command) => pipelines.map((pipeline) => ({ persistence, command, pipeline, size }))),
    ),
  );
}

/** `SET ×16, 3 bytes, AOF everysec` */
function cellText({ persistence, command, pipeline, size }: Cell): string {
  const bytes = command === 'set' || command === 'get' ? `, ${size} bytes` : '';
  return `${command.toUpperCase()} ×${pipeline}${bytes}${persistence === 'off' ? '' : `, AOF ${persistence}`}`;
}

function entryOf(cell: Cell, target: Measured, of: Samples, to: Samples): Results['throughput'][number] {
  const all = [...of.values()];
  const rate = (samples: Samples) =>
    new Map([...samples].map(([round, { perSecond }]) => [round, perSecond]));
  const ratios = ratiosByRound(rate(of), rate(to));
  const seen = all.some(({ busy }) => busy > 0);
  const busy = seen ? spreadOf(all.map((sample) => sample.busy)) : null;
  return {
    target: target.name,
    ...cell,
    perSecond: spreadOf(all.map(({ perSecond }) => perSecond)),
    ratio: ratios.length > 0 ? spreadOf(ratios) : null,
    cpuMicros: seen ? spreadOf(all.map(({ cpuMicros }) => cpuMicros)) : null,
    busy,
    limit: limitOf(busy, cell.persistence),
  };
}

/** A server of one thread that is the limit uses all of a processor. */
function limitOf(busy: Spread | null, persistence: Persistence): Limit {
  if (busy === null) return 'unknown';
  if (busy.median >= 0.9) return 'server';
  return persistence === 'always' ? 'disk or load generator' : 'load generator';
}
