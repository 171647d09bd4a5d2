// PSUBSCRIBE and PUNSUBSCRIBE: how patterns count, and how each change is answered.
import { core, type Expected, simple } from '../../harness/suite.ts';
import {
  eachOnce,
  hearsNothing,
  message,
  pmessage,
  psubscribe,
  repliesInAnyOrder,
  subscribe,
} from './messages.ts';

core(
  '07.24',
  'PSUBSCRIBE answers its own name, the pattern, and the number of subscriptions',
  { why: 'a pattern is kept as it was sent: nobody looks for its channels now', read: 'patterns' },
  async ({ wire, random }) => {
    const pattern = `${random.key('c:')}*`;
    await wire
      .command('PSUBSCRIBE', pattern)
      .receives(`*3\r\n$10\r\npsubscribe\r\n$${pattern.length}\r\n${pattern}\r\n:1\r\n`);
  },
);

core(
  '07.25',
  'what is published to a channel that matches arrives as pmessage, with pattern, channel and payload',
  { why: 'each pattern is tried on the name of the channel, when something is published', read: 'patterns' },
  async ({ wire: subscriber, connect, random }) => {
    const [prefix, payload] = [random.key('c:'), random.text(1, 12)];
    const publisher = await connect();
    await psubscribe(subscriber, `${prefix}*`);
    for (const channel of [prefix, `${prefix}.${random.text(3)}`]) {
      await publisher.command('PUBLISH', channel, payload).replies(1);
      await subscriber.replies(pmessage(`${prefix}*`, channel, payload));
    }
    await publisher.command('PUBLISH', prefix.slice(0, -1), payload).replies(0);
    await hearsNothing(subscriber);
  },
);

core(
  '07.26',
  'a pattern without anything special matches the channel of that name, and no other',
  { why: 'a pattern matches the whole name, not a part of it', read: 'patterns' },
  async ({ wire: subscriber, connect, random }) => {
    const name = random.key('c:');
    const publisher = await connect();
    await psubscribe(subscriber, name);
    for (const other of [`${name}x`, `x${name}`, name.slice(1)])
      await publisher.command('PUBLISH', other, 'x').replies(0);
    await publisher.command('PUBLISH', name, 'x').replies(1);
    await subscriber.replies(pmessage(name, name, 'x'));
  },
);

core(
  '07.27',
  'who is subscribed to a channel and to patterns that match it gets the message for each of them',
  {
    why: 'each subscription delivers by itself, and PUBLISH counts deliveries, not clients',
    read: 'patterns',
  },
  async ({ wire: subscriber, connect, random }) => {
    const channel = random.key('c:');
    const [all, most] = [`${channel.slice(0, -1)}?`, `${channel.slice(0, -3)}*`];
    await subscriber.command('SUBSCRIBE', channel).replies(['subscribe', channel, 1]);
    await subscriber
      .command('PSUBSCRIBE', all, most, 'nothing:like:it')
      .replies(['psubscribe', all, 2], ['psubscribe', most, 3], ['psubscribe', 'nothing:like:it', 4]);
    await (await connect()).command('PUBLISH', channel, 'x').replies(3);
    await repliesInAnyOrder(
      subscriber,
      ['message', channel, 'x'],
      ['pmessage', all, channel, 'x'],
      ['pmessage', most, channel, 'x'],
    );
    await hearsNothing(subscriber);
  },
);

core(
  '07.28',
  'every subscriber of a pattern gets the message',
  { why: 'a pattern has a Set of subscribers, as a channel has', read: 'patterns' },
  async ({ wire: publisher, connect, random }) => {
    const [channel, count] = [random.key('c:'), random.integer(2, 5)];
    const pattern = `${channel.slice(0, -2)}*`;
    const subscribers = await Promise.all(
      Array.from({ length: count }, async () => psubscribe(await connect(), pattern)),
    );
    const other = await subscribe(await connect(), channel);
    await publisher.command('PUBLISH', channel, 'x').replies(count + 1);
    for (const subscriber of subscribers) await subscriber.replies(pmessage(pattern, channel, 'x'));
    await other.replies(message(channel, 'x'));
  },
);

core(
  '07.29',
  'channels and patterns are counted together',
  {
    why: 'the number in a reply is that of all subscriptions of the connection',
    read: 'every-change-is-answered',
  },
  async ({ wire, random }) => {
    const [a, b, p, q] = [random.key('c:'), random.key('c:'), random.key('p:'), random.key('p:')];
    await wire.command('SUBSCRIBE', a, b).replies(['subscribe', a, 1], ['subscribe', b, 2]);
    await wire
      .command('PSUBSCRIBE', p, q, p)
      .replies(['psubscribe', p, 3], ['psubscribe', q, 4], ['psubscribe', p, 4]);
    await wire.command('UNSUBSCRIBE', a).replies(['unsubscribe', a, 3]);
    await wire.command('PUNSUBSCRIBE', q).replies(['punsubscribe', q, 2]);
    await wire.command('UNSUBSCRIBE').replies(['unsubscribe', b, 1]);
    await wire.command('UNSUBSCRIBE').replies(['unsubscribe', null, 1]);
    await wire.command('PUNSUBSCRIBE').replies(['punsubscribe', p, 0]);
    await wire.command('PUNSUBSCRIBE').replies(['punsubscribe', null, 0]);
    await wire.command('PING').replies(simple('PONG'));
  },
);

core(
  '07.30',
  'UNSUBSCRIBE leaves channels only, PUNSUBSCRIBE patterns only, also when both have the same name',
  { why: 'channels and patterns are two Maps', read: 'patterns' },
  async ({ wire: subscriber, connect, random }) => {
    const name = random.key('c:');
    const publisher = await connect();
    await subscriber.command('SUBSCRIBE', name).replies(['subscribe', name, 1]);
    await subscriber.command('PSUBSCRIBE', name).replies(['psubscribe', name, 2]);
    await subscriber.command('UNSUBSCRIBE', name).replies(['unsubscribe', name, 1]);
    await publisher.command('PUBLISH', name, 'x').replies(1);
    await subscriber.replies(pmessage(name, name, 'x'));
    await subscriber.command('SUBSCRIBE', name).replies(['subscribe', name, 2]);
    await subscriber.command('PUNSUBSCRIBE', name).replies(['punsubscribe', name, 1]);
    await publisher.command('PUBLISH', name, 'y').replies(1);
    await subscriber.replies(message(name, 'y'));
  },
);

core(
  '07.31',
  'PUNSUBSCRIBE without a pattern leaves them all, and names each of them',
  { why: 'one reply for each pattern, in any order, counting down', read: 'every-change-is-answered' },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, prefix] = [random.key('c:'), random.key('c:')];
    const patterns = ['*', '?', '[a-z]'].map((end) => prefix + end);
    await psubscribe(subscriber, ...patterns);
    await subscriber.command('SUBSCRIBE', channel).replies(['subscribe', channel, 4]);
    const named = eachOnce(patterns);
    await subscriber
      .command('PUNSUBSCRIBE')
      .replies(...[3, 2, 1].map((left): Expected => ['punsubscribe', named, left]));
    const publisher = await connect();
    await publisher.command('PUBLISH', `${prefix}x`, 'x').replies(0);
    await publisher.command('PUBLISH', channel, 'x').replies(1);
    await subscriber.replies(message(channel, 'x'));
  },
);

core(
  '07.32',
  'PUNSUBSCRIBE takes the pattern by its name, and does not match with it',
  { why: 'the pattern is a key of the Map; nothing is compared but bytes', read: 'patterns' },
  async ({ wire: subscriber, connect, random }) => {
    const prefix = random.key('c:');
    await psubscribe(subscriber, `${prefix}.*`, `${prefix}.x`);
    await subscriber
      .command('PUNSUBSCRIBE', '*', `${prefix}.*`)
      .replies(['punsubscribe', '*', 2], ['punsubscribe', `${prefix}.*`, 1]);
    await (await connect()).command('PUBLISH', `${prefix}.x`, 'x').replies(1);
    await subscriber.replies(pmessage(`${prefix}.x`, `${prefix}.x`, 'x'));
  },
);
