// PUBSUB, which tells who listens.
import { anything, core, error, inAnyOrder } from '../../harness/suite.ts';
import { psubscribe, subscribe } from './messages.ts';

core(
  '07.49',
  'PUBSUB NUMSUB tells the subscribers of each channel that is named, in that order',
  { why: 'names and numbers in turn; a channel that nobody is subscribed to has 0', read: 'who-listens' },
  async ({ wire, connect, random }) => {
    const [a, b, none] = [random.key('c:'), random.key('c:'), random.key('c:')];
    await subscribe(await connect(), a, b);
    await subscribe(await connect(), b);
    await wire.command('PUBSUB', 'NUMSUB', b, none, a, b).replies([b, 2, none, 0, a, 1, b, 2]);
    await wire.command('PUBSUB', 'NUMSUB').replies([]);
  },
);

core(
  '07.50',
  'PUBSUB NUMSUB does not count patterns that match',
  { why: 'it is the size of the Set of that channel', read: 'who-listens' },
  async ({ wire, connect, random }) => {
    const channel = random.key('c:');
    await psubscribe(await connect(), `${channel}*`, channel);
    await wire.command('PUBSUB', 'NUMSUB', channel, `${channel}*`).replies([channel, 0, `${channel}*`, 0]);
  },
);

core(
  '07.51',
  'PUBSUB CHANNELS tells each channel that has subscribers, once; patterns are no channels',
  { why: 'it is the keys of the Map of channels', read: 'who-listens' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('PUBSUB', 'CHANNELS').replies([]);
    const channels = Array.from({ length: random.integer(2, 5) }, () => random.key('c:'));
    await subscribe(await connect(server), ...channels);
    await subscribe(await connect(server), random.pick(channels));
    await psubscribe(await connect(server), 'c:*', random.key('p:'));
    await wire.command('PUBSUB', 'CHANNELS').replies(inAnyOrder(channels));
  },
);

core(
  '07.52',
  'PUBSUB CHANNELS with a pattern tells those that match',
  { why: 'the pattern is one as for PSUBSCRIBE and KEYS', read: 'who-listens' },
  async ({ wire, connect, random }) => {
    const prefix = random.key('c:');
    await subscribe(await connect(), `${prefix}a`, `${prefix}b`, `${prefix}ab`, `${prefix}c`);
    await wire
      .command('PUBSUB', 'CHANNELS', `${prefix}[a-b]*`)
      .replies(inAnyOrder([`${prefix}a`, `${prefix}b`, `${prefix}ab`]));
    await wire.command('PUBSUB', 'CHANNELS', `${prefix}`).replies([]);
  },
);

core(
  '07.53',
  'a channel that its last subscriber has left is no channel any more',
  { why: 'an empty Set has to be taken out of the Map', read: 'who-listens' },
  async ({ wire, connect, random }) => {
    const [channel, kept] = [random.key('c:x'), random.key('c:x')];
    const [one, other] = [await connect(), await connect()];
    await subscribe(one, channel, kept);
    await subscribe(other, channel);
    await other.command('UNSUBSCRIBE').replies(['unsubscribe', channel, 0]);
    await wire.command('PUBSUB', 'CHANNELS', channel).replies([channel]);
    await one.command('UNSUBSCRIBE', channel).replies(['unsubscribe', channel, 1]);
    await wire.command('PUBSUB', 'CHANNELS', channel).replies([]);
    await wire.command('PUBSUB', 'CHANNELS', kept).replies([kept]);
  },
);

core(
  '07.54',
  'PUBSUB NUMPAT tells how many patterns there are, however many clients have each',
  { why: 'it is the size of the Map of patterns, and channels are not among them', read: 'who-listens' },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('PUBSUB', 'NUMPAT').replies(0);
    const patterns = Array.from({ length: random.integer(2, 5) }, () => random.key('p:'));
    const [one, other] = [await connect(server), await connect(server)];
    await psubscribe(one, ...patterns);
    await psubscribe(other, ...patterns.slice(1));
    await subscribe(await connect(server), random.key('c:'));
    await wire.command('PUBSUB', 'NUMPAT').replies(patterns.length);
    await one.command('PUNSUBSCRIBE').replies(...patterns.map(() => anything));
    await wire.command('PUBSUB', 'NUMPAT').replies(patterns.length - 1);
    await other.command('PUNSUBSCRIBE').replies(...patterns.slice(1).map(() => anything));
    await wire.command('PUBSUB', 'NUMPAT').replies(0);
  },
);

core(
  '07.55',
  'an unknown subcommand of PUBSUB is an error, as is a wrong number of arguments',
  { why: 'what is said after PUBSUB has a table of its own, with arities', read: 'who-listens' },
  async ({ wire, random }) => {
    const name = random.text(6);
    await wire.command('PUBSUB', name).replies(error(`ERR unknown subcommand '${name}'. Try PUBSUB HELP.`));
    await wire.command('PUBSUB').replies(error("ERR wrong number of arguments for 'pubsub' command"));
    await wire
      .command('PUBSUB', 'NUMPAT', 'x')
      .replies(error("ERR wrong number of arguments for 'pubsub|numpat' command"));
    await wire.command('PUBSUB', 'CHANNELS', 'a', 'b').replies(error(/^ERR .*wrong number of arguments for/));
  },
);
