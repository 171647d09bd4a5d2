// SUBSCRIBE and PUBLISH: who hears what.
import { core } from '../../harness/suite.ts';
import { hearsNothing, message, subscribe } from './messages.ts';

core(
  '07.1',
  'PUBLISH to a channel without subscribers reaches nobody',
  {
    why: 'PUBLISH answers to how many it went: 0 when nobody is there',
    read: 'a-message-finds-who-is-there-now',
  },
  async ({ wire, random }) => {
    await wire.command('PUBLISH', random.key('c:'), random.text(1, 12)).replies(0);
  },
);

core(
  '07.2',
  'SUBSCRIBE answers its own name, the channel, and the number of subscriptions',
  {
    why: 'the reply is an array of three: a bulk string, a bulk string, an integer',
    read: 'every-change-is-answered',
  },
  async ({ wire, random }) => {
    const channel = random.key('c:');
    await wire.command('SUBSCRIBE', channel).replies(['subscribe', channel, 1]);
  },
);

core(
  '07.3',
  'a subscriber gets what is published',
  {
    why: 'PUBLISH writes to the connection of the subscriber: an array of "message", channel and payload',
    read: 'fan-out',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.text(1, 12)];
    const publisher = await connect();
    await subscribe(subscriber, channel);
    await publisher.command('PUBLISH', channel, payload).replies(1);
    await subscriber.replies(message(channel, payload));
  },
);

core(
  '07.4',
  'a message goes to every subscriber, and PUBLISH answers to how many',
  { why: 'a channel has a Set of subscribers, not one', read: 'a-map-of-sets' },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.text(1, 12)];
    const count = random.integer(2, 6);
    const subscribers = await Promise.all(
      Array.from({ length: count }, async () => subscribe(await connect(), channel)),
    );
    await publisher.command('PUBLISH', channel, payload).replies(count);
    for (const subscriber of subscribers) await subscriber.replies(message(channel, payload));
  },
);

core(
  '07.5',
  'a message goes to the subscribers of its channel only',
  { why: 'each channel has subscribers of its own, found under its whole name', read: 'a-map-of-sets' },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const others = [channel.toUpperCase(), `${channel} `, channel.slice(0, -1), `${channel}x`, ''];
    const bystander = await subscribe(await connect(), ...others);
    const subscriber = await subscribe(await connect(), channel);
    await publisher.command('PUBLISH', channel, 'x').replies(1);
    await subscriber.replies(message(channel, 'x'));
    await hearsNothing(bystander);
  },
);

core(
  '07.6',
  'SUBSCRIBE to several channels is answered once for each, counting up',
  { why: 'there is one reply for each channel, and not one array of all', read: 'every-change-is-answered' },
  async ({ wire, random }) => {
    const channels = Array.from({ length: random.integer(3, 6) }, () => random.key('c:'));
    await wire
      .command('SUBSCRIBE', ...channels)
      .replies(...channels.map((channel, i) => ['subscribe', channel, i + 1]));
    const more = random.key('c:');
    await wire.command('SUBSCRIBE', more).replies(['subscribe', more, channels.length + 1]);
  },
);

core(
  '07.7',
  'a subscriber hears all of its channels',
  { why: 'a later SUBSCRIBE adds to those before it', read: 'a-map-of-sets' },
  async ({ wire: subscriber, connect, random }) => {
    const channels = Array.from({ length: 4 }, () => random.key('c:'));
    const publisher = await connect();
    for (const [i, channel] of channels.entries())
      await subscriber.command('SUBSCRIBE', channel).replies(['subscribe', channel, i + 1]);
    for (const channel of random.shuffle(channels)) {
      await publisher.command('PUBLISH', channel, 'x').replies(1);
      await subscriber.replies(message(channel, 'x'));
    }
  },
);

core(
  '07.8',
  'who subscribes to a channel twice is subscribed once',
  {
    why: 'the second time is answered like the first, but changes nothing: neither the count nor the number of messages',
    read: 'a-map-of-sets',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, other] = [random.key('c:'), random.key('c:')];
    await subscriber
      .command('SUBSCRIBE', channel, channel, other, channel)
      .replies(
        ['subscribe', channel, 1],
        ['subscribe', channel, 1],
        ['subscribe', other, 2],
        ['subscribe', channel, 2],
      );
    await (await connect()).command('PUBLISH', channel, 'x').replies(1);
    await subscriber.replies(message(channel, 'x'));
    await hearsNothing(subscriber);
  },
);
