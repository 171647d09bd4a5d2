// Takes long. Many clients: the order in which they hear, and those who vanish.
import { core, eventually, expect, type Reply, simple, type Wire } from '../../harness/suite.ts';
import { hearsNothing, message, pmessage, subscribe } from './messages.ts';

/** Each try is a round trip: the server has met the end of another connection after a few of them. */
const soon = { within: 5_000 };

core(
  '07.56',
  'messages arrive in the order in which they were published, across channels and patterns too',
  {
    why: 'a subscriber has one queue: what was published first is in it before what came later',
    read: 'order',
  },
  async ({ wire: publisher, connect, random }) => {
    const prefix = random.key('c:');
    const channels = ['a', 'b', 'x'].map((end) => prefix + end);
    const subscriber = await connect();
    await subscriber
      .command('SUBSCRIBE', ...channels.slice(0, 2))
      .replies(['subscribe', `${prefix}a`, 1], ['subscribe', `${prefix}b`, 2]);
    await subscriber.command('PSUBSCRIBE', `${prefix}x*`).replies(['psubscribe', `${prefix}x*`, 3]);
    const published = Array.from({ length: 500 }, (_, i) => ({
      channel: random.pick(channels),
      payload: `${i}`,
    }));
    publisher.pipeline(published.map(({ channel, payload }) => ['PUBLISH', channel, payload]));
    await publisher.replies(...published.map(() => 1));
    await subscriber.replies(
      ...published.map(({ channel, payload }) =>
        channel.endsWith('x') ? pmessage(`${prefix}x*`, channel, payload) : message(channel, payload),
      ),
    );
  },
);

core(
  '07.57',
  'of several publishers, the messages of each arrive in order, and none is lost',
  { why: 'a message is handed on while its command runs, and not later', read: 'order' },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, each] = [random.key('c:'), 200];
    await subscribe(subscriber, channel);
    const publishers: Wire[] = [];
    while (publishers.length < 5) publishers.push(await connect());
    for (const [who, publisher] of publishers.entries())
      publisher.pipeline(Array.from({ length: each }, (_, i) => ['PUBLISH', channel, `${who}:${i}`]));
    const next = publishers.map(() => 0);
    for (let i = 0; i < each * publishers.length; i++) {
      const reply = await subscriber.reply();
      const payload = Array.isArray(reply) ? String(reply[2]) : String(reply);
      const who = Number(payload.split(':')[0]);
      expect(payload, 'the next message of its publisher').toBe(`${who}:${next[who]}`);
      next[who] = (next[who] ?? 0) + 1;
    }
    for (const publisher of publishers) await publisher.replies(...Array.from({ length: each }, () => 1));
    await hearsNothing(subscriber);
  },
);

core(
  '07.58',
  'the reply to SUBSCRIBE comes before the first message, that to UNSUBSCRIBE after the last',
  {
    why: 'replies and messages leave through the same queue, in the order in which they came about',
    read: 'order',
  },
  async ({ wire: subscriber, connect, random }) => {
    const channel = random.key('c:');
    const publisher = await connect();
    publisher.pipeline(Array.from({ length: 2000 }, (_, i) => ['PUBLISH', channel, `${i}`]));
    subscriber.pipeline([
      ['SUBSCRIBE', channel],
      ['PING', 'here'],
    ]);
    await subscriber.replies(['subscribe', channel, 1]);
    expect(await kindAfterMessages(subscriber), 'what comes besides messages').toBe('pong');
    subscriber.pipeline([['UNSUBSCRIBE', channel], ['PING']]);
    expect(await kindAfterMessages(subscriber), 'what comes after the last message').toBe('unsubscribe');
    await subscriber.replies(simple('PONG'));
    for (let i = 0; i < 2000; i++) await publisher.reply();
  },
);

core(
  '07.59',
  'what a publisher has published is delivered, though it leaves at once',
  { why: 'a message belongs to its subscribers, not to the connection it came from', read: 'fan-out' },
  async ({ wire: subscriber, connect, random }) => {
    const channel = random.key('c:');
    await subscribe(subscriber, channel);
    await (await connect()).command('PUBLISH', channel, 'last words').end().replies(1);
    await subscriber.replies(message(channel, 'last words'));
  },
);

for (const [id, how, leave] of [
  ['07.60', 'closes its connection', (wire: Wire) => wire.close()],
  ['07.61', 'breaks its connection off', (wire: Wire) => void wire.reset()],
  ['07.62', 'closes its side of the connection', (wire: Wire) => void wire.end()],
] as const) {
  core(
    id,
    `a subscriber that ${how} is forgotten, the others are not`,
    {
      why: 'when a connection ends, it has to be taken out of the Set of each of its channels and patterns',
      read: 'those-who-vanish',
    },
    async ({ wire: publisher, connect, random }) => {
      const channel = random.key('c:');
      const [leaving, staying] = [await connect(), await connect()];
      await subscribe(staying, channel);
      await leaving.command('SUBSCRIBE', channel).replies(['subscribe', channel, 1]);
      await leaving.command('PSUBSCRIBE', `${channel}*`).replies(['psubscribe', `${channel}*`, 2]);
      leave(leaving);
      await eventually(() => publisher.command('PUBSUB', 'NUMSUB', channel).replies([channel, 1]), soon);
      await publisher.command('PUBLISH', channel, 'x').replies(1);
      await staying.replies(message(channel, 'x'));
      await hearsNothing(staying);
    },
  );
}

core(
  '07.63',
  'when a subscriber has closed its side, the server closes its own',
  {
    why: 'nothing will ever be said on this connection: what remains open piles up',
    read: 'those-who-vanish',
  },
  async ({ wire, random }) => {
    await subscribe(wire, random.key('c:'));
    await wire.end().closes();
  },
);

core(
  '07.64',
  'a subscriber that breaks off while messages are on their way to it harms nobody',
  {
    why: 'writing to a connection that is gone is an error event: without a listener it ends the process',
    read: 'those-who-vanish',
  },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.bytes(64 * 1024)];
    const staying = await subscribe(await connect(), channel);
    for (let round = 0; round < 5; round++) {
      const leaving = await subscribe(await connect(), channel);
      leaving.pause();
      publisher.pipeline(Array.from({ length: 20 }, () => ['PUBLISH', channel, payload]));
      leaving.reset();
      for (let i = 0; i < 20; i++) await staying.replies(message(channel, payload));
      for (let i = 0; i < 20; i++) await publisher.reply();
    }
    await eventually(() => publisher.command('PUBLISH', channel, 'x').replies(1), soon);
    staying.command('PING');
    expect(await kindAfterMessages(staying)).toBe('pong');
  },
);

core(
  '07.65',
  'a subscriber that closes its side with messages unread is forgotten as well',
  {
    why: 'waiting for a last message to leave, it would stay subscribed and get one more each time',
    read: 'those-who-vanish',
  },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.bytes(1024 * 1024)];
    const leaving = await subscribe(await connect(), channel);
    leaving.pause();
    // More than the kernel holds for it, less than Redis's limit.
    for (let i = 0; i < 16; i++) await publisher.command('PUBLISH', channel, payload).replies(1);
    leaving.end();
    await eventually(() => publisher.command('PUBSUB', 'NUMSUB', channel).replies([channel, 0]), soon);
  },
);

core(
  '07.66',
  'subscribers that come and go leave no channel and no pattern behind',
  {
    why: 'the Sets of channels that nobody is subscribed to any more stay in the Map',
    read: 'those-who-vanish',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    for (let i = 0; i < 100; i++) {
      const visitor = await connect(server);
      await subscribe(visitor, `${random.key('c:')}${i}`, 'c:all');
      await visitor.command('PSUBSCRIBE', `c:${i}*`).replies(['psubscribe', `c:${i}*`, 3]);
      random.pick([() => visitor.close(), () => visitor.reset(), () => visitor.end()])();
    }
    await eventually(() => wire.command('PUBSUB', 'CHANNELS').replies([]), soon);
    await wire.command('PUBSUB', 'NUMPAT').replies(0);
    await wire.command('PUBLISH', 'c:all', 'x').replies(0);
  },
);

core(
  '07.67',
  'a thousand subscribers each get every message once',
  { why: 'nobody is left out while the Set is walked through, and nobody is served twice', read: 'fan-out' },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const subscribers: Wire[] = [];
    while (subscribers.length < 1000) subscribers.push((await connect()).command('SUBSCRIBE', channel));
    for (const subscriber of subscribers) await subscriber.replies(['subscribe', channel, 1]);
    const payloads = Array.from({ length: 3 }, () => random.bytes(1, 200));
    for (const payload of payloads) await publisher.command('PUBLISH', channel, payload).replies(1000);
    for (const subscriber of subscribers) subscriber.command('PING');
    for (const subscriber of subscribers)
      await subscriber.replies(...payloads.map((payload) => message(channel, payload)), ['pong', '']);
  },
);

/** The first word of the first reply that is no message. */
async function kindAfterMessages(subscriber: Wire): Promise<string> {
  for (;;) {
    const reply: Reply = await subscriber.reply();
    const kind = String(Array.isArray(reply) ? reply[0] : reply);
    if (kind !== 'message') return kind;
  }
}
