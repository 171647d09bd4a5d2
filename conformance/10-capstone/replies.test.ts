// What comes back is read, whatever it looks like, and told.
import { core, expect } from '../../harness/suite.ts';

core(
  '10.15',
  'replies that come in pieces are whole replies',
  { why: 'a chunk may end anywhere: in a type, in a length, between CR and LF', read: 'reading-replies' },
  async ({ load, random }) => {
    const replies = ['+PONG\r\n', ':12\r\n', '$-1\r\n', '$0\r\n\r\n', `$12\r\n${random.text(12)}\r\n`];
    const flags = { clients: '2', requests: '60', pipeline: '6', command: 'mixed' };
    const behaviour = { pieces: random.integer(1, 4), reply: () => random.pick(replies) };
    const { report } = await load(flags, behaviour);
    expect(report).toMatchObject({ requests: 60, errors: 0 });
  },
);

core(
  '10.16',
  'a value that looks like replies is one reply, and no error',
  {
    why: 'a bulk string is passed by its length, never by looking for the next CRLF',
    read: 'reading-replies',
  },
  async ({ load, random }) => {
    const value = random
      .shuffle(['\r\n-ERR no\r\n', '+OK\r\n', ':1\r\n', '$3\r\n', '\r', '\n'])
      .join(random.text(3));
    const flags = { clients: '2', requests: '100', pipeline: '5', command: 'get' };
    const { report } = await load(flags, { reply: () => `$${value.length}\r\n${value}\r\n` });
    expect(report).toMatchObject({ requests: 100, errors: 0 });
  },
);

core(
  '10.17',
  'each error reply is counted as one, and is a reply like any other',
  {
    why: 'a reply that begins with - answers its request: it is counted, and the run goes on',
    read: 'errors',
  },
  async ({ load, random }) => {
    const each = random.integer(3, 9);
    const flags = { clients: '3', requests: '200', pipeline: '4', command: 'set' };
    const reply = ({ index }: { index: number }) =>
      index % each === 0 ? '-OOM command not allowed\r\n' : undefined;
    const { report, requests } = await load(flags, { reply });
    expect(requests.length).toBe(200);
    expect(report).toMatchObject({ requests: 200, errors: Math.ceil(200 / each) });
  },
);

core(
  '10.18',
  'the report tells the settings of the run',
  {
    why: 'figures without the settings behind them mean nothing; those not given have their defaults',
    read: 'the-report',
  },
  async ({ load, random }) => {
    const seed = random.integer(1, 1_000_000);
    const flags = { clients: '2', requests: '20', pipeline: '3', command: 'get', size: '7', seed: `${seed}` };
    const { report } = await load(flags);
    const asked = { clients: 2, requests: 20, pipeline: 3, command: 'get', size: 7, seed };
    expect(report.settings).toMatchObject({ host: '127.0.0.1', keyspace: 10_000, ...asked });
  },
);

core(
  '10.19',
  'without --json it prints a table of the same figures',
  { why: 'a table is for people: one figure a line, with its name', read: 'the-report' },
  async ({ load }) => {
    const flags = { clients: '2', requests: '321', pipeline: '3', command: 'ping' };
    const { stdout } = await load(flags, {}, { table: true });
    for (const name of [
      'requests',
      'errors',
      'throughput',
      'min',
      'mean',
      'p50',
      'p95',
      'p99',
      'p99.9',
      'max',
    ])
      expect(stdout.toLowerCase().split(/[^a-z0-9.]+/), 'the words of the table').toContain(name);
    expect(stdout).toContain('321');
  },
);
