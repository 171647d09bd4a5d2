// The four exercises of this stage.
import { eventually, exercise, expect, type Random, type Server, type Wire } from '../../harness/suite.ts';
import { line, lines as linesOf, MiB } from './texts.ts';

// 1. Back-pressure

exercise(
  '01.21',
  'a server stops reading from a client that stops reading: its memory has an end',
  {
    why: 'the server writes without asking whether the client takes it, and keeps the rest in memory',
    read: 'back-pressure',
  },
  async ({ wire, random }) => {
    const block = linesOf(random, 16 * MiB);
    wire.pause();
    // More than all buffers of two kernels together: who takes this much keeps it in memory of its own.
    let blocks = 0;
    while (blocks < 8 && (await wire.bytes(block).taken())) blocks++;
    expect(blocks < 8 ? 'it stops' : 'it reads on: 128 MiB by now', 'the server').toBe('it stops');
  },
);

exercise(
  '01.22',
  'a client that reads again gets every byte, and is read from again',
  { why: 'the server lost what it held, or still waits: nobody told it to go on', read: 'back-pressure' },
  async ({ wire, random }) => {
    const message = linesOf(random, 8 * MiB);
    for (let i = 0; i < 2; i++) {
      await wire.pause().bytes(message).taken();
      await wire.resume().receives(message);
    }
  },
);

// 2. Lines

exercise(
  '01.23',
  'with --lines yes each line comes back with its length in bytes before it',
  { why: 'one chunk may hold many lines, and a character may be several bytes', read: 'lines' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ lines: 'yes' }));
    const lines = random.shuffle([...texts(random, 20), '', 'é漢😀', ' \t ']);
    await wire.bytes(Buffer.from(`${lines.join('\n')}\n`)).receives(measured(lines));
  },
);

exercise(
  '01.24',
  'with --lines yes a line that comes in pieces is one line',
  { why: 'the beginning of a line was not kept until its end came', read: 'lines' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ lines: 'yes' }));
    const lines = random.shuffle([...texts(random, 20), '', 'é漢😀', ' \t ']);
    const text = Buffer.from(`${lines.join('\n')}\n`);
    await (await wire.fragments(text, random.sizes(text.length, 12))).receives(measured(lines));
  },
);

exercise(
  '01.25',
  'with --lines yes the end of input ends the last line too',
  { why: 'what was left when the client closed its side was not sent back', read: 'lines' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ lines: 'yes' }));
    const [first, last] = [random.text(9), random.text(5)];
    wire.bytes(`${first}\n${last}`).end();
    await wire.receives(measured([first, last]));
    await wire.closes();
  },
);

// 3. A limit on clients

const tooMany = '-ERR max number of clients reached\r\n';

exercise(
  '01.26',
  'with --maxclients 3 the fourth client gets an error and is closed',
  {
    why: 'the server counts its clients, and tells one too many why it has to go',
    read: 'a-limit-on-clients',
  },
  async ({ start, connect, random }) => {
    const server = await start({ maxclients: '3' });
    const clients: Wire[] = [];
    while (clients.length < 3) clients.push(await served(connect, server, random));
    expect((await (await connect(server)).rest()).toString('latin1')).toBe(tooMany);
    for (const client of clients) {
      const said = line(random);
      await client.bytes(said).receives(said);
    }
  },
);

exercise(
  '01.27',
  'with --maxclients 2 a client that leaves, in whatever way, makes room for one other',
  {
    why: 'who leaves is counted down once, however it leaves: a client may also break off',
    read: 'a-limit-on-clients',
  },
  async ({ start, connect, random }) => {
    const server = await start({ maxclients: '2' });
    const stays = await served(connect, server, random);
    const ways = ['close', 'end', 'reset'] as const;
    for (const leave of random.shuffle([...ways, ...ways])) (await served(connect, server, random))[leave]();
    await served(connect, server, random);
    expect((await (await connect(server)).rest()).toString('latin1')).toBe(tooMany);
    await stays.bytes('.\n').receives('.\n');
  },
);

// 4. A time-out

exercise(
  '01.28',
  'with --timeout 0.3 a client that says nothing for 0.3 seconds is shown out, and not before',
  {
    why: 'a silent client holds a socket for ever, if nobody asks how long it has been silent',
    read: 'a-time-out',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start({ timeout: '0.3' }));
    const said = line(random);
    const lastSaid = performance.now();
    await wire.bytes(said).receives(said);
    await wire.closes();
    // A timer may be a little early; a server that doesn't wait at all is earlier than that.
    expect(performance.now() - lastSaid, 'ms until the close').toBeGreaterThan(200);
  },
);

exercise(
  '01.29',
  'with --timeout 0.3 a client that talks stays',
  { why: 'the time is counted from the last byte, not from the first', read: 'a-time-out' },
  async ({ start, connect }) => {
    const server = await start({ timeout: '0.3' });
    for (let decided = false; !decided; ) decided = await staysWhileTalking(() => connect(server));
  },
);

/**
 * Talks for longer than the time-out.
 * @returns false when this machine stalled for so long that the server was right to close the connection
 */
async function staysWhileTalking(connect: () => Promise<Wire>): Promise<boolean> {
  const started = performance.now();
  const wire = await connect();
  for (let before = started, said = started; said - started < 700; before = said) {
    said = performance.now();
    try {
      await wire.bytes('.\n').receives('.\n');
    } catch (error) {
      if (performance.now() - before > 250) return false;
      throw error;
    }
  }
  return true;
}

/** A client that is let in. One that left before it may have to be noticed first. */
function served(connect: (to: Server) => Promise<Wire>, server: Server, random: Random): Promise<Wire> {
  const letIn = async () => {
    const client = await connect(server);
    const said = line(random);
    try {
      await client.bytes(said).receives(said);
    } catch (error) {
      await client.rest().catch(() => {});
      throw error;
    }
    return client;
  };
  return eventually(letIn, { within: 5_000, connects: true });
}

function texts(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => random.text(0, 30));
}

/** Each line as `--lines yes` sends it back. */
function measured(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${Buffer.byteLength(line)} ${line}\n`).join(''));
}
