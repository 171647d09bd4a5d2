// What has come before the end is done before the end, and told.
import { core, expect, type Random, type Server, type Wire } from '../../harness/suite.ts';
import { ends, readSlowly, refuses, tellToEnd, ways } from './ending.ts';

const MiB = 1024 * 1024;

core(
  '09.11',
  'commands that came before the signal are executed, and their replies arrive',
  {
    why: 'bytes wait in the kernel, commands in the parser, replies for the end of the turn: all of that is work that was accepted',
    read: 'what-was-said-is-done',
    notOnRedis:
      'redis-server may end before it has read them: in 3 of 30 tries none of 8 clients with 200 commands each got an answer',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wires: Wire[] = [];
    while (wires.length < 8) wires.push(await connect(server));
    for (const wire of wires) await wire.command('GET', random.key()).replies(null);
    // What a stopped process is sent waits in the kernel, together with the signal.
    server.signal('SIGSTOP');
    const counts = wires.map((wire) => append(wire, random));
    await Promise.all(wires.map((wire) => wire.flushed()));
    server.signal(random.pick(['SIGTERM', 'SIGINT']));
    server.signal('SIGCONT');
    for (const [i, wire] of wires.entries()) {
      await wire.replies(...Array.from({ length: counts[i] ?? 0 }, (_, n) => n + 1));
      await wire.closes();
    }
    await ends(server);
  },
);

core(
  '09.12',
  'the replies to the commands before SHUTDOWN arrive, also when all of them come at once',
  {
    why: 'a process that ends in the middle of a packet takes the replies along that were to leave at its end',
    read: 'what-was-said-is-done',
    notOnRedis: 'redis-server ends in the middle of the packet: in 10 of 10 tries none of 3 replies arrived',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const key = random.key();
    const count = random.integer(3, 200);
    wire.pipeline([...Array.from({ length: count }, () => ['INCR', key]), ['SHUTDOWN']]);
    await wire.replies(...Array.from({ length: count }, (_, n) => n + 1));
    await wire.closes();
    await ends(server);
  },
);

core(
  '09.13',
  'a megabyte arrives in full at a client that reads slowly',
  {
    why: 'write() only hands bytes over: a process that exits behind it may cut off what has not left yet',
    read: 'every-reply-in-full',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    await expectWhole(server, await slowReader(server, connect, random, MiB));
  },
);

core(
  '09.14',
  'more than the kernel holds arrives in full at a client that reads slowly',
  {
    why: 'what the kernel does not take stays in the process: it may only end when all of that is gone',
    read: 'every-reply-in-full',
    notOnRedis:
      'redis-server ends all the same: of 8 MiB at most 4,096,000 bytes arrived, those that the kernel held',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    await expectWhole(server, await slowReader(server, connect, random, 8 * MiB));
  },
);

core(
  '09.15',
  'while replies are still on their way, new clients are refused',
  {
    why: 'who is let in now would only be thrown out; refused, it goes to a server that stays',
    read: 'nobody-new',
    notOnRedis:
      'redis-server closes the port last: waiting for a replica, it let 194 new clients in, in 10.1 s',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'shutdown-timeout': '60' });
    const slow = await slowReader(server, connect, random, 12 * MiB);
    tellToEnd(server, random.pick(ways), await connect(server));
    await refuses(() => connect(server));
    // The kernel doesn't hold so much: the process was there.
    await readSlowly(slow.wire, slow.reply.length);
    await ends(server);
  },
);

/** Appends a character to a key, some hundred times, and gives their number. */
function append(wire: Wire, random: Random): number {
  const key = random.key();
  const commands = Array.from({ length: random.integer(100, 300) }, () => ['APPEND', key, random.text(1)]);
  wire.pipeline(commands);
  return commands.length;
}

interface SlowReader {
  readonly wire: Wire;
  /** What it will read. */
  readonly reply: Buffer;
}

/** A client that has asked for a value of this size, and not begun to read it. */
async function slowReader(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
  size: number,
): Promise<SlowReader> {
  const wire = await connect(server);
  const [key, value] = [random.key(), Buffer.alloc(size, random.bytes(1000))];
  await wire.command('SET', key, value).reply();
  wire.pause().command('GET', key);
  return { wire, reply: Buffer.concat([Buffer.from(`$${size}\r\n`), value, Buffer.from('\r\n')]) };
}

/** The server is told to end, and the client gets all that it waits for. */
async function expectWhole(server: Server, { wire, reply }: SlowReader): Promise<void> {
  server.signal('SIGTERM');
  const bytes = await readSlowly(wire, reply.length);
  expect(bytes.equals(reply), 'the reply is whole').toBe(true);
  await wire.closes();
  await ends(server);
}
