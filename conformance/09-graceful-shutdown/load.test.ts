// Told to end at any moment under load, and nothing that was acknowledged is missing.
import { core, isClosed, type Random, type Server, simple, type Wire } from '../../harness/suite.ts';
import { check, createHistory, type History, nextCommands } from '../05-aof-persistence/history.ts';
import { ends, savePoint, tellToEnd, type Way, ways } from './ending.ts';

const aof = (appendfsync: string) => ({ appendonly: 'yes', appendfsync });

for (const [id, what, rounds] of [
  ['09.25', 'a log', [aof('everysec'), aof('no')]],
  ['09.26', 'save points', [savePoint, savePoint]],
] as const) {
  core(
    id,
    `with ${what}, 12 clients that write on lose no acknowledged write when the server ends`,
    {
      why: 'a write was acknowledged behind the last save, or behind the end of the log: first no more commands, then the save',
      read: 'nothing-acknowledged-is-lost',
    },
    async ({ start, connect, random }) => {
      const server = await start(rounds[0]);
      const histories = Array.from({ length: 12 }, () => createHistory(random));
      for (const flags of [rounds[1], rounds[0]]) {
        await endUnderLoad(server, connect, random, histories, { way: random.pick(ways), writeOn: true });
        await server.restart({ flags });
        const wire = await connect(server);
        for (const history of histories) await check(wire, history);
      }
    },
  );
}

core(
  '09.27',
  'under load each command that was sent before the signal is answered',
  {
    why: 'a client without an answer has to guess whether its write was done; a server that ends well leaves nobody guessing',
    read: 'what-was-said-is-done',
    notOnRedis: 'of 30 bursts of 200 commands just before the signal redis-server left 1 without an answer',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const histories = Array.from({ length: 12 }, () => createHistory(random));
    const way = random.pick(['SIGTERM', 'SIGINT'] as const);
    await endUnderLoad(server, connect, random, histories, { way, writeOn: false });
  },
);

/**
 * All clients write, each some commands at a time. At a random moment the server is told to end. From then on they write
 * on until their connections are closed, or else they write no more, and get all their replies.
 */
async function endUnderLoad(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
  histories: readonly History[],
  { way, writeOn }: { way: Way; writeOn: boolean },
): Promise<void> {
  let left = random.integer(20, 1000);
  let tell = () => {};
  let told = false;
  const admin = await connect(server);
  const ended = new Promise<void>((resolve) => {
    tell = () => {
      told = true;
      tellToEnd(server, way, admin);
      resolve();
    };
  }).then(() => ends(server));

  const write = async (wire: Wire, history: History): Promise<void> => {
    while (writeOn || !told) {
      const commands = nextCommands(history, random);
      wire.pipeline(commands);
      for (const _ of commands) {
        await wire.replies(history.values[history.acknowledged + 1]?.length ?? 0);
        history.acknowledged++;
        if (--left === 0) tell();
      }
    }
    await wire.closes();
  };
  const wires: Wire[] = [];
  while (wires.length < histories.length) wires.push(await connect(server));
  // Who has an answer has been let in.
  for (const wire of wires) await wire.command('PING').replies(simple('PONG'));
  const writers = histories.map((history, i) =>
    write(wires[i] as Wire, history).catch((error: unknown) => {
      // Only the end of the server may end a client.
      if (!(isClosed(error) && told && writeOn)) throw error;
    }),
  );
  await Promise.all([ended, ...writers]);
}
