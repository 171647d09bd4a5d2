// The four exercises of this stage.
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exercise, expect, ok, type Random, type SeenRequest, type Wire } from '../../harness/suite.ts';
import { expectBetween, wordsOf } from './checks.ts';

// 1. An open loop

exercise(
  '10.36',
  'with --rate no request is sent before it is due',
  { why: 'request number n is due n / rate seconds after the first', read: 'an-open-loop' },
  async ({ load, random }) => {
    const [rate, count] = [random.integer(700, 1000), 1000];
    const flags = { clients: '5', requests: `${count}`, pipeline: '4', command: 'ping', rate: `${rate}` };
    const { requests, begunAt, report } = await load(flags);
    expect(requests.length).toBe(count);
    const early = requests.filter(({ receivedAt, index }) => receivedAt < begunAt + (index * 1000) / rate);
    expect(early.length, 'requests that came before they can have been due').toBe(0);
    expect(report.seconds).toBeGreaterThanOrEqual((count - 1) / rate - 0.005);
  },
);

exercise(
  '10.37',
  'with --rate a latency counts from when the request was due',
  {
    why: 'while the server stalls requests come due that can not be sent: each of them waits, and its wait counts',
    read: 'an-open-loop',
  },
  async ({ load, random }) => {
    const [rate, count] = [500, 400];
    const from = random.integer(20, 60);
    const hold = ({ index }: SeenRequest) => (index === from ? 500 : 0);
    const flags = { clients: '1', requests: `${count}`, pipeline: '1', command: 'ping', rate: `${rate}` };
    const { requests, report } = await load(flags, { hold });
    // The first request was sent when it was due, or later; the last reply came when the measurement ended, or before.
    const [first, last] = [requests[0]?.receivedAt ?? 0, requests.at(-1)?.answeredAt ?? 0];
    const due = (index: number) => (index * 1000) / rate;
    const least = requests.map(({ answeredAt = 0, index }) => answeredAt - first - due(index));
    const begun = last - 1000 * report.seconds;
    const most = requests.map(
      (_, i) => (requests[i + 1]?.receivedAt ?? Number.POSITIVE_INFINITY) - begun - due(i),
    );
    for (const [figure, rank] of [
      ['p50', 200],
      ['p95', 380],
    ] as const)
      expectBetween(figure, report.latency?.[figure], [
        sorted(least)[rank - 2] ?? 0,
        sorted(most)[rank + 1] ?? 0,
      ]);
    expect(report.latency?.max).toBeGreaterThanOrEqual(499);
  },
);

// 2. The whole distribution

exercise(
  '10.38',
  'with --cdf a file tells the share of requests for each latency',
  {
    why: 'CSV with the head ms,share: both rise, and the last line is the greatest latency and 1',
    read: 'the-whole-distribution',
  },
  async ({ load, random }) => {
    const file = join(tmpdir(), `kata-${process.pid}-${random.text(12)}.csv`);
    try {
      const delays = random.shuffle([...Array(70).fill(3), ...Array(25).fill(25), ...Array(5).fill(70)]);
      const hold = ({ index }: SeenRequest) => delays[index % delays.length];
      const flags = { clients: '10', requests: '600', pipeline: '1', command: 'ping', cdf: file };
      const { report, bounds } = await load(flags, { hold });
      const [head, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
      expect(head).toBe('ms,share');
      const points = lines
        .map((line) => line.split(',').map(Number))
        .map(([ms = NaN, share = NaN]) => ({ ms, share }));
      for (const name of ['ms', 'share'] as const)
        expect(points.map((point) => point[name])).toEqual([...sorted(points.map((point) => point[name]))]);
      expect(points.at(-1)?.share).toBe(1);
      expect(points.at(-1)?.ms).toBeCloseTo(report.latency?.max ?? NaN, 2);
      for (const share of [0.5, 0.9, 0.99]) {
        const found = points.findIndex((point) => point.share >= share - 1e-9);
        const [before, point] = [points[found - 1] ?? points[found], points[found]];
        // Between two points nothing is told: what lies there may be either.
        expectBetween(`the point at ${share}`, point?.ms, [
          bounds.at(100 * share)[0],
          bounds.at(100 * (point?.share ?? 1))[1],
        ]);
        expect(before?.share, 'the steps of the file').toBeGreaterThanOrEqual(share - 0.02);
      }
    } finally {
      await rm(file, { force: true });
    }
  },
);

// 3. Popular keys

exercise(
  '10.39',
  'with --distribution zipf key number n comes in proportion to 1 / (n + 1) ** 0.99',
  { why: 'the share of a key is its weight, divided by the sum of all weights', read: 'popular-keys' },
  async ({ load }) => {
    const [keyspace, count] = [500, 20_000];
    const flags = {
      clients: '5',
      requests: `${count}`,
      pipeline: '50',
      command: 'get',
      keyspace: `${keyspace}`,
      distribution: 'zipf',
    };
    const { requests } = await load(flags);
    const numbers = requests.map((request) => Number(wordsOf(request)[1]?.slice('key:'.length)));
    expect(
      numbers.filter((number) => !(number < keyspace)),
      'keys beyond the keyspace',
    ).toEqual([]);
    const weights = Array.from({ length: keyspace }, (_, n) => (n + 1) ** -0.99);
    const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
    for (const popular of [1, 10, 100]) {
      const share = numbers.filter((number) => number < popular).length / count;
      const expected = sum(weights.slice(0, popular)) / sum(weights);
      // Far more than chance can do with so many requests.
      expectBetween(`the share of the first ${popular}`, share, [0.88 * expected, 1.12 * expected]);
    }
  },
);

exercise(
  '10.40',
  'with --distribution zipf the same seed still sends the same requests',
  { why: 'popular keys are drawn from the same generator', read: 'popular-keys' },
  async ({ load, random }) => {
    const flags = { clients: '3', requests: '200', pipeline: '2', command: 'get', distribution: 'zipf' };
    const sent = async (seed: number) =>
      (await load({ ...flags, seed: `${seed}` })).requests.map((request) => wordsOf(request)[1]).sort();
    const seed = random.integer(1, 1_000_000);
    const first = await sent(seed);
    expect(await sent(seed)).toEqual(first);
    expect(await sent(seed + 1)).not.toEqual(first);
  },
);

// 4. Beat Redis

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

const perKey = 112;

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

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
