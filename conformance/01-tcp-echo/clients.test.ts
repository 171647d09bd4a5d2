// Clients close, break off, come and go, and do not notice each other.
import { core, eventually, expect } from '../../harness/suite.ts';
import { line, lines, MiB } from './texts.ts';

core(
  '01.15',
  'when a client has closed its side, the server closes its own, without a word',
  {
    why: 'the server never ends its side of the connection: such connections pile up',
    read: 'half-closed-connections',
  },
  async ({ wire, random }) => {
    const said = line(random);
    await wire.bytes(said).receives(said);
    await wire.end().closes();
  },
);

core(
  '01.16',
  'a client that has closed its side still gets the rest',
  {
    why: 'the server closes the connection at the end of input, with bytes still to be sent',
    read: 'half-closed-connections',
  },
  async ({ wire, random }) => {
    const message = lines(random, 8 * MiB);
    await wire.pause().bytes(message).end().taken();
    await wire.resume().receives(message);
    await wire.closes();
  },
);

core(
  '01.17',
  'a client that breaks off does not end the server',
  { why: 'an error event without a listener ends the process', read: 'errors-are-events' },
  async ({ wire, connect, random }) => {
    for (let i = 0; i < 3; i++) {
      const said = line(random);
      const client = await connect();
      await client.bytes(said).receives(said);
      client.reset();
      await wire.bytes(said).receives(said);
    }
  },
);

core(
  '01.18',
  'a client that breaks off in the middle of a transfer takes no other along',
  { why: "the failure of one connection is handled as if it were the server's", read: 'errors-are-events' },
  async ({ wire, connect, random }) => {
    const message = lines(random, 8 * MiB);
    const client = await connect();
    await client.pause().bytes(message).taken();
    await wire.pause().bytes(message).taken();
    client.reset();
    const said = line(random);
    await (await connect()).bytes(said).receives(said);
    await wire.resume().receives(message);
  },
);

core(
  '01.19',
  'connections that come and go leave nothing behind',
  { why: 'the server keeps the sockets of clients that are gone', read: 'leave-nothing-behind' },
  async ({ wire, server, connect, random }) => {
    const visit = async () => {
      const client = await connect();
      const said = line(random);
      await client.bytes(said).receives(said);
      client[random.pick(['close', 'reset'] as const)]();
    };
    // A server may open something once and keep it: the first visits don't count.
    for (let i = 0; i < 10; i++) await visit();
    const before = server.usage()?.files ?? 0;
    for (let i = 0; i < 200; i++) await visit();
    await wire.bytes('and still there\n').receives('and still there\n');
    const more = () => (server.usage()?.files ?? 0) - before;
    await eventually(async () => expect(more(), 'more open files than before').toBeLessThan(20), {
      within: 5_000,
    });
  },
);

core(
  '01.20',
  'a port in use is a message and an exit status other than 0',
  { why: 'whoever starts the server must learn that it does not listen', read: 'a-port-in-use' },
  async ({ server, refuses }) => {
    const port = String(server.port);
    const { exit, output } = await refuses({ port });
    expect(exit.code === 0 ? '0' : 'other than 0', 'the exit status').toBe('other than 0');
    expect(output, 'what the server printed').toMatch(new RegExp(`in use|${port}`, 'i'));
  },
);
