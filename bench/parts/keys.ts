// What a million keys cost: memory, the time of a start with them, and the pause while they are saved.
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { keyBytes, keyName } from '../load/fill.ts';
import { getsAndSets, pacedLoad } from '../load/paced.ts';
import type { Results } from '../results.ts';
import { type BenchServer, startServer } from '../servers.ts';
import { ratiosByRound, spreadOf } from '../statistics.ts';
import type { Measured } from '../targets.ts';

const valueBytes = 32;
const pauseRate = 2000;
const quietSeconds = 2;
/** Requests that were due but not sent are none: a save that takes longer than this is cut off. */
const longestSave = 60;

export const keysParts = ['memory', 'startup', 'pause'] as const;
export type KeysPart = (typeof keysParts)[number];

/** A figure of each target in each round. */
type Figure = Map<Measured, Map<number, number>>;

export function keysPart(context: Context, asked: readonly KeysPart[]): Part {
  const { settings, targets, baseline, progress, signal, runDir } = context;
  const { keys, longRounds } = settings;
  const figures = new Map<string, Figure>();
  const note = (name: string, target: Measured, round: number, value: number) => {
    const figure = figures.get(name) ?? new Map<Measured, Map<number, number>>();
    figures.set(name, figure.set(target, (figure.get(target) ?? new Map()).set(round, value)));
  };

  return {
    name: `${keys.toLocaleString('en')} keys`,
    estimate: targets.length * longRounds * (6 + keys / 80_000),
    async run() {
      for (let round = 0; round < longRounds; round++) {
        for (const [i, target] of inTurn(targets, round).entries()) {
          const share = (round + i / targets.length) / longRounds;
          const tell = (what: string) =>
            progress.now(`round ${round + 1} of ${longRounds}: ${target.name}: ${what}`, share);
          await ofSnapshot(target, round, tell);
          if (asked.includes('startup') && target.persists) await ofLog(target, round, tell);
        }
      }
    },
    addTo(results) {
      for (const target of targets) addTarget(results, target);
    },
  };

  async function ofSnapshot(target: Measured, round: number, tell: (what: string) => void): Promise<void> {
    tell('memory');
    await withServer(target, 'off', 'memory', async (server) => {
      note('start', target, round, server.startedIn);
      const empty = server.resident();
      await server.fill(keys, valueBytes);
      // What the allocator and the garbage collector give back, they give back by now.
      await delay(1000, undefined, { signal });
      if (empty > 0) {
        note('empty', target, round, empty);
        note('resident', target, round, server.resident());
      }
      if (!target.persists) return server;
      if (asked.includes('pause')) {
        tell('BGSAVE');
        await attempt(context, target, 'pause', () => pauseOf(server, round));
      }
      if (asked.includes('startup')) {
        tell('start from RDB');
        return await attempt(context, target, 'start from RDB', async () => {
          await command(server, 'SAVE');
          const again = await server.restart();
          await expectKeys(again);
          note('RDB', target, round, again.startedIn);
          return again;
        });
      }
      return server;
    });
  }

  async function ofLog(target: Measured, round: number, tell: (what: string) => void): Promise<void> {
    tell('start from AOF');
    await withServer(target, 'everysec', 'start from AOF', async (server) => {
      await server.fill(keys, valueBytes);
      const again = await server.restart();
      await expectKeys(again);
      note('AOF', target, round, again.startedIn);
      return again;
    });
  }

  /** Lends a server; whatever is given back for it is ended, too. */
  async function withServer(
    target: Measured,
    persistence: 'off' | 'everysec',
    what: string,
    use: (server: BenchServer) => Promise<BenchServer | undefined>,
  ): Promise<void> {
    const server = await attempt(context, target, what, () => startServer(target, persistence, runDir));
    if (server === undefined) return;
    let last: BenchServer | undefined = server;
    try {
      last = await attempt(context, target, what, () => use(server));
    } finally {
      await server.end();
      if (last !== server) await last?.end();
    }
  }

  async function pauseOf(server: BenchServer, round: number): Promise<void> {
    const request = getsAndSets(keys, keyName, valueBytes);
    const load = (seconds: number, until: AbortSignal) =>
      pacedLoad({ port: server.port, clients: 10, rate: pauseRate, seconds, request, until });
    const quiet = await load(quietSeconds, signal);

    const saved = new AbortController();
    const saving = (async () => {
      await delay(200, undefined, { signal });
      const started = performance.now();
      await command(server, 'BGSAVE');
      while (!/rdb_bgsave_in_progress:0/.test(`${await command(server, 'INFO', 'persistence')}`)) {
        await delay(20, undefined, { signal });
      }
      return (performance.now() - started) / 1000;
    })().finally(() => saved.abort());
    const [loud, seconds] = await Promise.all([
      load(longestSave, AbortSignal.any([signal, saved.signal])),
      saving,
    ]);
    note('quiet', server.target, round, greatest(quiet.latencies));
    note('longest', server.target, round, greatest(loud.latencies));
    note('saving', server.target, round, seconds);
  }

  async function expectKeys(server: BenchServer): Promise<void> {
    const found = Number(await command(server, 'DBSIZE'));
    if (found !== keys) throw new Error(`after the start there are ${found} keys of ${keys}`);
  }

  function addTarget(results: Results, target: Measured): void {
    const has = (name: string) => figures.get(name)?.get(target) !== undefined;
    const values = (name: string, of = target) => figures.get(name)?.get(of) ?? new Map<number, number>();
    const spread = (name: string) => spreadOf([...values(name).values()]);
    const ratio = (name: string) => {
      const ratios = ratiosByRound(values(name), values(name, baseline));
      return ratios.length > 0 ? spreadOf(ratios) : null;
    };
    if (asked.includes('memory') && has('resident')) {
      const perKey = [...values('resident')].map(
        ([round, bytes]) => (bytes - (values('empty').get(round) ?? 0)) / keys,
      );
      results.memory.push({
        target: target.name,
        keys,
        keyBytes,
        valueBytes,
        resident: spread('resident'),
        empty: spread('empty'),
        perKey: spreadOf(perKey),
        ratio: ratio('resident'),
      });
    }
    if (asked.includes('startup')) {
      for (const [from, name] of [
        ['nothing', 'start'],
        ['AOF', 'AOF'],
        ['RDB', 'RDB'],
      ] as const) {
        if (!has(name)) continue;
        const count = from === 'nothing' ? 0 : keys;
        results.startup.push({
          target: target.name,
          from,
          keys: count,
          seconds: spread(name),
          ratio: ratio(name),
        });
      }
    }
    if (asked.includes('pause') && has('longest')) {
      const [quiet, longest, seconds] = [spread('quiet'), spread('longest'), spread('saving')];
      results.pause.push({ target: target.name, keys, rate: pauseRate, quiet, longest, seconds });
    }
  }
}

/** One command, on a connection of its own. */
async function command(server: BenchServer, name: string, ...args: string[]): Promise<unknown> {
  const client = new Redis({ port: server.port, enableReadyCheck: false, retryStrategy: () => null });
  try {
    return await client.call(name, ...args);
  } finally {
    client.disconnect();
  }
}

function greatest(latencies: Float64Array): number {
  return latencies.reduce((one, other) => Math.max(one, other), 0);
}
