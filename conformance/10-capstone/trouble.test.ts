// Takes long. Servers that refuse, die, stall and talk nonsense: the load generator says so, and never hangs.
import { core, expect } from '../../harness/suite.ts';
import { expectFiguresSoFar, expectMessage } from './checks.ts';

const flags = { clients: '4', requests: '2000', pipeline: '5', command: 'ping' };
const inFlight = 20;

core(
  '10.27',
  'nobody listens: a message names the address, and the status says that it failed',
  {
    why: 'the error of a connection has to be caught, told in a line and given to the exit status',
    read: 'when-it-goes-wrong',
  },
  async ({ load }) => {
    const { report, stderr } = await load(flags, {}, { refused: true, fails: true });
    expectMessage(stderr);
    expect(stderr, 'the message').toContain(`${report.settings.port}`);
    expect(report).toMatchObject({ requests: 0, errors: 0, latency: null });
  },
);

core(
  '10.28',
  'a server that closes half-way: a message, the figures so far and a status that is not 0',
  {
    why: 'the end of a connection comes as an event of its own, and no reply will come after it',
    read: 'when-it-goes-wrong',
  },
  async ({ load, random }) => {
    const after = { requests: random.integer(300, 900), mishap: 'end' } as const;
    expectFiguresSoFar(await load(flags, { after }, { fails: true }), after.requests, inFlight);
  },
);

core(
  '10.29',
  'a server that breaks off half-way: a message, the figures so far and a status that is not 0',
  {
    why: 'a reset is an error of the socket: without a listener for it the process ends with a stack trace',
    read: 'when-it-goes-wrong',
  },
  async ({ load, random }) => {
    const after = { requests: random.integer(300, 900), mishap: 'reset' } as const;
    expectFiguresSoFar(await load(flags, { after }, { fails: true }), after.requests, inFlight);
  },
);

core(
  '10.30',
  'a server that falls silent: after --timeout seconds a message, the figures so far and a status that is not 0',
  { why: 'a reply that never comes causes no event: only a clock can tell', read: 'when-it-goes-wrong' },
  async ({ load, random }) => {
    const after = { requests: random.integer(300, 900), mishap: 'silence' } as const;
    const run = await load({ ...flags, timeout: '1' }, { after }, { fails: true });
    expectFiguresSoFar(run, after.requests, inFlight);
    expect(run.lifetime).toBeGreaterThan(1);
  },
);

core(
  '10.31',
  'one connection that falls silent is noticed too, when the others are done',
  {
    why: 'the run is over when every worker is: one that waits for ever keeps it from ending',
    read: 'when-it-goes-wrong',
  },
  async ({ load, random }) => {
    const after = { requests: random.integer(300, 900), mishap: 'mute' } as const;
    const run = await load({ ...flags, timeout: '1' }, { after }, { fails: true });
    expectFiguresSoFar(run, after.requests, inFlight);
  },
);

core(
  '10.32',
  'a server that answers garbage: a message, the figures so far and a status that is not 0',
  {
    why: 'a reply begins with + - : $ or *; after anything else nothing makes sense',
    read: 'when-it-goes-wrong',
  },
  async ({ load, random }) => {
    const bytes = random.pick([
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      'hello\r\n',
      '\u0000\u0001\u0002\r\n',
      '$abc\r\n',
    ]);
    const after = { requests: random.integer(300, 900), mishap: { bytes } };
    const run = await load(flags, { after, hold: () => 1 }, { fails: true });
    expectFiguresSoFar(run, after.requests, inFlight);
  },
);

core(
  '10.33',
  'a short stall is no failure',
  {
    why: 'a server may be slow for a moment; only --timeout seconds without any reply end a run',
    read: 'when-it-goes-wrong',
  },
  async ({ load }) => {
    const hold = ({ index }: { index: number }) => (index === 50 ? 700 : 0);
    const { report } = await load(
      { clients: '1', requests: '100', pipeline: '5', command: 'ping', timeout: '20' },
      { hold },
    );
    expect(report.requests).toBe(100);
  },
);

core(
  '10.34',
  'Ctrl-C prints what it has, and the status is not 0',
  { why: 'SIGINT ends a process at once, unless somebody listens for it', read: 'ctrl-c' },
  async ({ load, random }) => {
    const at = random.integer(300, 900);
    const behaviour = { after: { requests: at, mishap: 'silence' } } as const;
    const run = await load({ ...flags, timeout: '60' }, behaviour, { interruptAfter: at, fails: true });
    expectFiguresSoFar(run, at, inFlight);
  },
);

core(
  '10.35',
  'flags that make no sense are refused in a line, before anything is sent',
  { why: 'a typing error must not look like a measurement', read: 'flags' },
  async ({ load, random }) => {
    const [name, value] = random.pick([
      ['clients', '0'],
      ['requests', 'many'],
      ['pipeline', '-1'],
      ['command', 'fly'],
      ['keyspace', '0'],
      ['speed', '9'],
    ] as const);
    const { requests, stderr } = await load({ ...flags, [name]: value }, {}, { fails: true });
    expectMessage(stderr);
    expect(stderr, 'the message').toContain(name);
    expect(requests.length).toBe(0);
  },
);
