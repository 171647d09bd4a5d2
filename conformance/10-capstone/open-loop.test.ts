// The first exercise: an open loop.
import { exercise, expect, type SeenRequest } from '../../harness/suite.ts';
import { expectBetween, sorted } from './checks.ts';

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
