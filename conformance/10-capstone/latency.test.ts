// Takes long. The figures, compared with those of a server that knows the truth.
import { core, expect, type SeenRequest, untilDecided } from '../../harness/suite.ts';
import { expectFigures } from './checks.ts';

core(
  '10.20',
  'a latency lasts from the sending of a request to the arrival of its reply',
  { why: 'the clock is read before a request is written and when its reply has come', read: 'latency' },
  async ({ load, random }) => {
    const ms = random.integer(6, 14);
    const flags = { clients: '4', requests: '120', pipeline: '1', command: 'ping' };
    expectFigures(await load(flags, { hold: () => ms }), 'min', 'mean', 'p50', 'p95', 'max');
  },
);

core(
  '10.21',
  'the median is no mean: a few slow replies move only one of them',
  { why: 'p50 is the value in the middle of all latencies in order', read: 'percentiles' },
  async ({ load, random }) => {
    const ms = random.integer(80, 120);
    const flags = { clients: '20', requests: '400', pipeline: '1', command: 'ping' };
    await untilDecided(async () => {
      const run = await load(flags, { hold: ({ index }) => (index % 5 === 4 ? ms : 0) });
      expectFigures(run, 'mean', 'p50');
      return run.bounds.p50[1] < run.bounds.mean[0];
    });
  },
);

core(
  '10.22',
  'percentiles are those of the delays: half, 95 and 99 of a hundred are no slower',
  {
    why: 'all latencies are kept and put in order, as numbers; p95 is the one at 95 % of the way',
    read: 'percentiles',
  },
  async ({ load, random }) => {
    // Quick, slow and very slow ones; the limits are away from the percentiles.
    const delays = random.shuffle([
      ...Array(60).fill(2),
      ...Array(32).fill(20),
      ...Array(6).fill(60),
      ...Array(2).fill(110),
    ]);
    const flags = { clients: '20', requests: '800', pipeline: '1', command: 'ping' };
    const run = await load(flags, { hold: ({ index }: SeenRequest) => delays[index % delays.length] });
    expectFigures(run, 'p50', 'p95', 'p99', 'max');
  },
);

core(
  '10.23',
  'when one request of a hundred is slow, p99.9 and the greatest show it, and p50 and p95 do not',
  {
    why: 'the slowest are what users remember: none may be dropped, capped or averaged away',
    read: 'percentiles',
  },
  async ({ load, random }) => {
    const [slow, ms] = [random.integer(0, 99), random.integer(90, 150)];
    const flags = { clients: '10', requests: '2000', pipeline: '1', command: 'ping' };
    const run = await load(flags, { hold: ({ index }) => (index % 100 === slow ? ms : 0) });
    expectFigures(run, 'p50', 'p95', 'p99.9', 'max');
  },
);

core(
  '10.24',
  'a pipelined request is timed from its own sending, not from the reply before it',
  {
    why: 'in a pipeline a request waits for those before it: that wait is part of its latency',
    read: 'a-clock-for-each-request',
  },
  async ({ load, random }) => {
    const ms = random.integer(4, 7);
    const flags = { clients: '2', requests: '160', pipeline: '8', command: 'ping' };
    expectFigures(await load(flags, { hold: () => ms }), 'mean', 'p50', 'p95');
  },
);

core(
  '10.25',
  'a stall of the server shows in the latency of every request that was in flight',
  {
    why: 'all that waited have waited that long: one slow reply in the figures would hide the others',
    read: 'coordinated-omission',
  },
  async ({ load, random }) => {
    const from = random.integer(200, 300);
    let until: number | undefined;
    const hold = ({ index }: SeenRequest) => {
      if (index >= from) until ??= performance.now() + 400;
      return (until ?? 0) - performance.now();
    };
    const flags = { clients: '10', requests: '500', pipeline: '4', command: 'ping' };
    // 40 of 500 were in flight: p95 is one of them.
    expectFigures(await load(flags, { hold }), 'mean', 'p95', 'p99', 'max');
  },
);

core(
  '10.26',
  'throughput is the number of requests by the seconds they took',
  {
    why: 'the clock of the run starts with the first request and stops with the last reply',
    read: 'throughput',
  },
  async ({ load, random }) => {
    const ms = random.integer(8, 15);
    const flags = { clients: '4', requests: '100', pipeline: '1', command: 'ping' };
    const { report, requests, lifetime } = await load(flags, { hold: () => ms });
    const times = requests.map(({ answeredAt = 0 }) => answeredAt);
    const least = (Math.max(...times) - (requests[0]?.receivedAt ?? 0)) / 1000;
    expect(report.seconds).toBeGreaterThanOrEqual(least - 0.001);
    expect(report.seconds).toBeLessThan(lifetime);
    expect(report.throughput / (report.requests / report.seconds)).toBeCloseTo(1, 1);
  },
);
