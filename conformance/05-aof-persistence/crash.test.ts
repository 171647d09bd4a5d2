// The heart of it: SIGKILL at any moment under load, and nothing that was acknowledged is missing.
import { core, Failure, type Random, type Server, untilDecided, type Wire } from '../../harness/suite.ts';
import { check, createHistory, type History, nextCommands } from './history.ts';
import { aof } from './log.ts';

const redisPostpones =
  'while a background fsync takes long, redis-server replies up to 2 s before it writes (flushAppendOnlyFile in src/aof.c)';

for (const [id, policy, rounds] of [
  ['05.11', 'always', 2],
  ['05.12', 'everysec', 1],
  ['05.13', 'no', 1],
] as const) {
  core(
    id,
    `with --appendfsync ${policy}, 20 clients lose no acknowledged write to SIGKILL`,
    {
      why: 'a reply left before the command was written to the file: what waits in memory dies with the process',
      read: 'append-before-reply',
      ...(policy === 'everysec' ? { notOnRedis: redisPostpones } : {}),
    },
    async ({ start, connect, random }) => {
      const server = await start({ ...aof, appendfsync: policy });
      const histories = Array.from({ length: 20 }, () => createHistory(random));
      for (let round = 0; round < rounds; round++) {
        await untilDecided(async () => {
          const late = await writeUntilKilled(server, connect, random, histories);
          await server.restart();
          const wire = await connect(server);
          for (const history of histories) await check(wire, history);
          // Later than that, what waited in memory may have reached the file meanwhile.
          return late < 20;
        });
      }
    },
  );
}

/**
 * All clients write, each some commands at a time, until the server is killed at a random moment. Tells how long before
 * that the last acknowledged commands were sent, in ms.
 */
async function writeUntilKilled(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
  histories: readonly History[],
): Promise<number> {
  let left = random.integer(20, 1000);
  let late = 0;
  let killed: Promise<void> | undefined;

  const write = async (history: History): Promise<void> => {
    const wire = await connect(server);
    while (killed === undefined) {
      const commands = nextCommands(history, random);
      const sentAt = performance.now();
      wire.pipeline(commands);
      for (const _ of commands) {
        await wire.replies(history.values[history.acknowledged + 1]?.length ?? 0);
        history.acknowledged++;
        if (--left === 0) {
          killed = server.crash();
          late = performance.now() - sentAt;
        }
      }
    }
  };
  await Promise.all(
    histories.map((history) =>
      write(history).catch((error: unknown) => {
        // Only the end of the server may end a client.
        if (killed === undefined || !(error instanceof Failure) || error.verdict !== 'connection closed')
          throw error;
      }),
    ),
  );
  await killed;
  return late;
}
