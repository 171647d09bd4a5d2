// What a million keys cost: memory, the time of a start with them, and the pause while they are saved.
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { attempt, type Context, inTurn, type Part } from '../context.ts';
import { getsAndSets, pacedLoad } from '../load/paced.ts';
import type { Sample, Subject } from '../results.ts';
import { type BenchServer, startServer } from '../servers.ts';
import type { Aof, Settings } from '../settings.ts';

const valueBytes = 32;
/** Requests per second while it saves. */
const rate = 2000;
/** A save that takes longer than this, in s, is cut off. */
const longestSave = 60;

type Words = [name: string, ...args: string[]];
type Figures = [of: Subject, found: Readonly<Record<string, number>>][];
type Measure = (server: BenchServer, context: Context, aof: Aof) => Promise<Figures>;

/** Resident memory with all keys, and without any. */
export const memoryPart = partOf('memory', 5, ['off'], async (server, { settings: { keys }, signal }) => {
  const empty = server.resident();
  await server.fill(keys, valueBytes);
  // What the allocator and the garbage collector give back, they give back by now.
  await delay(1000, undefined, { signal });
  const resident = server.resident();
  if (resident === 0) return [];
  return [
    [
      { keys, valueBytes },
      { resident, empty, perKey: (resident - empty) / keys },
    ],
  ];
});

/** From the start of the process to the first reply: without keys, from the RDB file, from the AOF. */
export const startupPart = partOf('startup', 14, ['off', 'everysec'], async (server, context, aof) => {
  const { keys } = context.settings;
  const from = aof === 'off' ? 'RDB' : 'AOF';
  const empty = server.startedIn();
  await server.fill(keys, valueBytes);
  if (from === 'RDB') await command(server, 'SAVE');
  await server.restart();
  const found = Number(await command(server, 'DBSIZE'));
  if (found !== keys) throw new Error(`after the start from ${from} there are ${found} keys of ${keys}`);
  const figures: Figures = [[{ keys, valueBytes, from }, { seconds: server.startedIn() }]];
  return from === 'RDB' ? [[{ keys: 0, from: 'nothing' }, { seconds: empty }], ...figures] : figures;
});

/** The longest wait for a reply, in ms, without what the load generator added: while nothing is saved, and during BGSAVE. */
export const pausePart = partOf('pause', 12, ['off'], async (server, { settings, signal }) => {
  const { keys, seconds } = settings;
  await server.fill(keys, valueBytes);
  const request = getsAndSets(keys, valueBytes);
  const load = async (forSeconds: number, until: AbortSignal) => {
    const how = { clients: 10, rate, sleeps: true, request, until };
    const paced = await pacedLoad({ port: server.port(), seconds: forSeconds, ...how });
    return paced.longestWait;
  };
  // What filling left to the garbage collector is done by then.
  await load(14 * seconds, signal);
  const quiet = await load(7 * seconds, signal);
  const saved = new AbortController();
  const saving = save(server, signal).finally(() => saved.abort());
  const [during, took] = await Promise.all([
    load(longestSave, AbortSignal.any([signal, saved.signal])),
    saving,
  ]);
  return [
    [
      { keys, valueBytes, rate },
      { quiet, during, seconds: took },
    ],
  ];
});

/** All targets in turn, round by round, each with a new server. `seconds` is about what a million keys take. */
function partOf(part: Sample['part'], seconds: number, logs: readonly Aof[], measure: Measure) {
  return ({ keys, keysRounds }: Settings, targets: number): Part => ({
    title: `${keys.toLocaleString('en')} keys, ${part}`,
    estimate: targets * keysRounds * (logs.length + (seconds * keys) / 1e6),
    async run(context) {
      const turns = Array.from({ length: keysRounds }, (_, round) =>
        inTurn(context.targets, round).flatMap((target) => logs.map((aof) => ({ round, target, aof }))),
      ).flat();
      for (const [i, { round, target, aof }] of turns.entries()) {
        // A server that forgets has neither a start with keys nor a save.
        if (part !== 'memory' && !target.persists) continue;
        context.tell(`round ${round + 1} of ${keysRounds}: ${target.name}`, i / turns.length);
        await attempt(context, target, aof === 'off' ? part : `${part}, AOF`, async () => {
          const server = await startServer(target, aof, context.runDir);
          try {
            for (const [of, found] of await measure(server, context, aof)) {
              context.samples.push({ part, of, target: target.name, round, found });
            }
          } finally {
            await server.end();
          }
        });
      }
    },
  });
}

/** BGSAVE from its command to its end, in s. */
function save(server: BenchServer, signal: AbortSignal): Promise<number> {
  return talk(server, async (say) => {
    await delay(200, undefined, { signal });
    const started = performance.now();
    await say('BGSAVE');
    while (!/rdb_bgsave_in_progress:0/.test(`${await say('INFO', 'persistence')}`)) {
      await delay(20, undefined, { signal });
    }
    return (performance.now() - started) / 1000;
  });
}

const command = (server: BenchServer, ...words: Words) => talk(server, (say) => say(...words));

/** Some commands, on a connection of their own. */
async function talk<T>(
  server: BenchServer,
  speak: (say: (...words: Words) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const options = { enableReadyCheck: false, retryStrategy: () => null, commandTimeout: 1000 * longestSave };
  const client = new Redis({ port: server.port(), ...options });
  try {
    return await speak((...words) => client.call(...words));
  } finally {
    client.disconnect();
  }
}
