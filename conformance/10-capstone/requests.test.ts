// How many requests on how many connections, and how deep.
import { core, expect } from '../../harness/suite.ts';
import { commandOf, wordsOf } from './checks.ts';

core(
  '10.1',
  'it sends exactly as many requests as asked, and reports them',
  { why: 'one client sends PING, waits for the reply, and does so again', read: 'a-closed-loop' },
  async ({ load, random }) => {
    const count = random.integer(100, 200);
    const { requests, report } = await load({
      clients: '1',
      requests: `${count}`,
      pipeline: '1',
      command: 'ping',
    });
    expect([...new Set(requests.map(commandOf))]).toEqual(['PING']);
    expect(requests.length, 'requests that came').toBe(count);
    expect(report).toMatchObject({ requests: count, errors: 0 });
  },
);

core(
  '10.2',
  'it opens exactly as many connections as asked, and works on all of them',
  {
    why: 'each client is one connection, opened once; all are open before the first request',
    read: 'a-pool-of-workers',
  },
  async ({ load, random }) => {
    const clients = random.integer(5, 30);
    const total = 4 * clients;
    const flags = { clients: `${clients}`, requests: `${total}`, pipeline: '1', command: 'ping' };
    const { connections, requests } = await load(flags, { gather: { clients, depth: 1, total } });
    expect(connections).toBe(clients);
    const shares = Array.from(
      { length: clients },
      (_, i) => requests.filter(({ connection }) => connection === i).length,
    );
    expect(shares).toEqual(shares.map(() => 4));
  },
);

core(
  '10.3',
  'with --pipeline 1 a request waits for the reply before it',
  { why: 'the next request leaves when the reply has come', read: 'a-closed-loop' },
  async ({ load }) => {
    const flags = { clients: '3', requests: '60', pipeline: '1', command: 'ping' };
    const { depth } = await load(flags, { hold: () => 2 });
    expect(depth, 'requests in flight on one connection').toBe(1);
  },
);

core(
  '10.4',
  'each connection has exactly as many requests in flight as --pipeline says',
  { why: 'so many are sent before the first reply, and one more for each reply', read: 'pipelines' },
  async ({ load, random }) => {
    const [clients, pipeline] = [random.integer(2, 5), random.integer(5, 40)];
    const total = 3 * clients * pipeline;
    const flags = { clients: `${clients}`, requests: `${total}`, pipeline: `${pipeline}`, command: 'ping' };
    const { depth, requests } = await load(flags, { gather: { clients, depth: pipeline, total } });
    expect(depth, 'requests in flight on one connection').toBe(pipeline);
    expect(requests.length).toBe(total);
  },
);

core(
  '10.5',
  'a number of requests that pipelines do not divide is met exactly',
  {
    why: 'the last pipelines are shorter: nothing is sent or waited for beyond the number asked',
    read: 'pipelines',
  },
  async ({ load, random }) => {
    const count = random.pick([101, 211, 307, 401]);
    const { requests, report } = await load({
      clients: '3',
      requests: `${count}`,
      pipeline: '16',
      command: 'ping',
    });
    expect(requests.length, 'requests that came').toBe(count);
    expect(report.requests).toBe(count);
  },
);

core(
  '10.6',
  'fewer requests than connections: all connections are opened, and no request too many is sent',
  {
    why: 'a worker that gets nothing to do must neither send something nor wait for it',
    read: 'a-pool-of-workers',
  },
  async ({ load }) => {
    const flags = { clients: '8', requests: '3', pipeline: '1', command: 'ping' };
    const { requests, connections, report } = await load(flags);
    expect({ requests: requests.length, connections }).toEqual({ requests: 3, connections: 8 });
    expect(report.requests).toBe(3);
  },
);

core(
  '10.7',
  'a set is SET, a key and a value of exactly --size bytes',
  { why: 'keys are key:<number>; the value has the size asked for, in bytes', read: 'what-is-sent' },
  async ({ load, random }) => {
    const size = random.integer(100, 5000);
    const flags = { clients: '2', requests: '100', pipeline: '4', command: 'set', size: `${size}` };
    const { requests } = await load(flags);
    for (const request of requests) {
      const [name, key = '', value, ...more] = wordsOf(request);
      expect([name?.toUpperCase(), ...more]).toEqual(['SET']);
      expect(key).toMatch(/^key:\d+$/);
      expect(value?.length, 'bytes of the value').toBe(size);
    }
  },
);

core(
  '10.8',
  'a value may have no byte at all',
  { why: 'an empty value is a bulk string of length 0', read: 'what-is-sent' },
  async ({ load }) => {
    const { requests } = await load({
      clients: '1',
      requests: '5',
      pipeline: '1',
      command: 'set',
      size: '0',
    });
    expect(requests.map((request) => wordsOf(request)[2])).toEqual(requests.map(() => ''));
  },
);

core(
  '10.9',
  'a get is GET and a key',
  { why: 'it asks for the keys that a set writes', read: 'what-is-sent' },
  async ({ load }) => {
    const { requests } = await load({ clients: '2', requests: '100', pipeline: '4', command: 'get' });
    for (const request of requests)
      expect(wordsOf(request)).toEqual([expect.stringMatching(/^get$/i), expect.stringMatching(/^key:\d+$/)]);
  },
);

core(
  '10.10',
  'an incr is INCR and a counter, apart from the keys of the others',
  {
    why: 'what SET wrote is no number: an INCR of the same key would be answered with an error',
    read: 'what-is-sent',
  },
  async ({ load }) => {
    const { requests } = await load({ clients: '2', requests: '100', pipeline: '4', command: 'incr' });
    for (const request of requests)
      expect(wordsOf(request)).toEqual([
        expect.stringMatching(/^incr$/i),
        expect.stringMatching(/^counter:\d+$/),
      ]);
  },
);

core(
  '10.11',
  'mixed is a quarter of each command',
  { why: 'each request is drawn from the four', read: 'what-is-sent' },
  async ({ load }) => {
    const { requests } = await load({ clients: '2', requests: '2000', pipeline: '20', command: 'mixed' });
    for (const name of ['PING', 'SET', 'GET', 'INCR']) {
      const share = requests.filter((request) => commandOf(request) === name).length / requests.length;
      expect(share, `the share of ${name}`).toBeGreaterThan(0.18);
      expect(share, `the share of ${name}`).toBeLessThan(0.32);
    }
  },
);

core(
  '10.12',
  'keys are drawn from the whole keyspace, and from nothing beyond it',
  {
    why: 'numbers go from 0 to one less than --keyspace, each as likely as the others',
    read: 'what-is-sent',
  },
  async ({ load, random }) => {
    const keyspace = random.integer(30, 50);
    const flags = { clients: '2', requests: '2500', pipeline: '20', command: 'set', keyspace: `${keyspace}` };
    const { requests } = await load(flags);
    const numbers = requests.map((request) => Number(wordsOf(request)[1]?.slice('key:'.length)));
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: keyspace }, (_, i) => i),
    );
    const often = Math.max(...numbers.map((number) => numbers.filter((other) => other === number).length));
    expect(often, 'how often the most frequent key comes').toBeLessThan((3 * requests.length) / keyspace);
  },
);

core(
  '10.13',
  'the same seed sends the same requests, another seed others',
  {
    why: 'keys come from a generator that starts at the seed; one for all workers, or one for each with a share of its own',
    read: 'a-seed',
  },
  async ({ load, random }) => {
    const flags = { clients: '3', requests: '200', pipeline: '2', command: 'set' };
    const sent = async (seed: number) =>
      (await load({ ...flags, seed: `${seed}` })).requests.map((request) => wordsOf(request)[1]).sort();
    const seed = random.integer(1, 1_000_000);
    const first = await sent(seed);
    expect(await sent(seed)).toEqual(first);
    expect(await sent(seed + 1)).not.toEqual(first);
  },
);

core(
  '10.14',
  'without --seed it takes a new one, and tells it',
  { why: 'a run that can not be repeated explains nothing: the seed is among the settings', read: 'a-seed' },
  async ({ load }) => {
    const flags = { clients: '2', requests: '50', pipeline: '2', command: 'get' };
    const keys = (requests: readonly Parameters<typeof wordsOf>[0][]) =>
      requests.map((request) => wordsOf(request)[1]).sort();
    const first = await load(flags);
    const other = await load(flags);
    expect(other.report.settings.seed).not.toBe(first.report.settings.seed);
    const again = await load({ ...flags, seed: `${first.report.settings.seed}` });
    expect(keys(again.requests)).toEqual(keys(first.requests));
  },
);
