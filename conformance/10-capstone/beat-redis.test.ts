// The fourth exercise: beat Redis.
import { exercise, expect, ok, type Random, type Wire } from '../../harness/suite.ts';

const perKey = 112;

exercise(
  '10.41',
  'the server does what it is told: a random program gets the replies of a Map',
  {
    why: 'a value that grows or shrinks moves; what it leaves behind is used again, and by one key only',
    read: 'beat-redis',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const model = new Map<string, Buffer>();
    const keys = Array.from({ length: 40 }, () => random.key());
    for (let round = 0; round < 40; round++) {
      const steps = Array.from({ length: 50 }, () => step(random, random.pick(keys), model));
      await wire.pipeline(steps.map(({ command }) => command)).replies(...steps.map(({ reply }) => reply));
    }
    await wire.command('DBSIZE').replies(model.size);
  },
);

exercise(
  '10.42',
  `a key of 16 bytes with a value of 32 takes at most ${perKey} bytes of memory`,
  {
    why: 'a Map, a string for the key and another for the value are three objects with headers and pointers',
    read: 'beat-redis',
  },
  async ({ start, connect }) => {
    const server = await start();
    const wire = await connect(server);
    // What a process needs anyway has been taken when the first keys are there.
    await fill(wire, 0, 200_000);
    const before = server.usage()?.memory;
    await fill(wire, 200_000, 800_000);
    const after = server.usage()?.memory;
    await wire.command('DBSIZE').replies(800_000);
    if (before === undefined || after === undefined) return; // off Linux it can't be seen
    expect(Math.round((after - before) / 600_000), 'bytes a key').toBeLessThanOrEqual(perKey);
  },
);

exercise(
  '10.43',
  'memory that was given back is used again',
  { why: 'an arena that only grows forgets its holes: free lists remember them', read: 'beat-redis' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const count = 20_000;
    const write = async (size: () => number) => {
      for (let at = 0; at < count; at += 2000) {
        const commands = Array.from({ length: 2000 }, (_, i) => set(`key:${at + i}`, 'v'.repeat(size())));
        await wire.bytes(commands.join('')).receives('+OK\r\n'.repeat(2000));
      }
    };
    const empty = server.usage()?.memory ?? 0;
    await write(() => 600);
    const full = server.usage()?.memory ?? 0;
    for (let round = 0; round < 30; round++) await write(() => random.integer(1, 600));
    const after = server.usage()?.memory ?? 0;
    // Fifteen times as much was written.
    expect(after - empty, 'bytes').toBeLessThanOrEqual(2 * (full - empty) + 64 * 1024 ** 2);
  },
);

/** One command, and the reply to it. The model takes part. */
function step(random: Random, key: string, model: Map<string, Buffer>) {
  const before = model.get(key);
  const value = random.bytes(0, random.pick([3, 40, 300, 5000]));
  switch (random.integer(1, 6)) {
    case 1:
    case 2:
      model.set(key, value);
      return { command: ['SET', key, value], reply: ok };
    case 3:
      model.set(key, Buffer.concat([before ?? Buffer.alloc(0), value]));
      return { command: ['APPEND', key, value], reply: (before?.length ?? 0) + value.length };
    case 4:
      model.delete(key);
      return { command: ['DEL', key], reply: before === undefined ? 0 : 1 };
    case 5:
      return { command: ['STRLEN', key], reply: before?.length ?? 0 };
    default:
      return { command: ['GET', key], reply: before ?? null };
  }
}

/** Sets keys of 16 bytes to values of 32, many at once. */
async function fill(wire: Wire, from: number, to: number): Promise<void> {
  const batch = 5000;
  for (let at = from; at < to; at += batch) {
    const commands = Array.from({ length: batch }, (_, i) =>
      set(`key:${String(at + i).padStart(12, '0')}`, String(at + i).padEnd(32, 'v')),
    );
    await wire.bytes(commands.join('')).receives('+OK\r\n'.repeat(batch));
  }
}

/** SET as RESP, of ASCII words: quicker to make than from Buffers. */
function set(key: string, value: string): string {
  return `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`;
}
