// UNSUBSCRIBE, and what else a subscription is not.
import { core, type Expected, error, ok, simple } from '../../harness/suite.ts';
import { eachOnce, hearsNothing, message, subscribe } from './messages.ts';

core(
  '07.9',
  'UNSUBSCRIBE answers its own name, the channel, and how many subscriptions are left',
  { why: 'the count is that after the change', read: 'every-change-is-answered' },
  async ({ wire, random }) => {
    const [one, two, three] = [random.key('c:'), random.key('c:'), random.key('c:')];
    await subscribe(wire, one, two, three);
    await wire.command('UNSUBSCRIBE', two).replies(['unsubscribe', two, 2]);
    await wire.command('UNSUBSCRIBE', three, one).replies(['unsubscribe', three, 1], ['unsubscribe', one, 0]);
  },
);

core(
  '07.10',
  'who has unsubscribed gets nothing more of that channel',
  { why: 'the subscriber is taken out of the Set of the channel, and of no other', read: 'a-map-of-sets' },
  async ({ wire: subscriber, connect, random }) => {
    const [left, kept] = [random.key('c:'), random.key('c:')];
    const [publisher, other] = [await connect(), await connect()];
    await subscribe(subscriber, left, kept);
    await subscribe(other, left);
    await subscriber.command('UNSUBSCRIBE', left).replies(['unsubscribe', left, 1]);
    await publisher.command('PUBLISH', left, 'x').replies(1);
    await other.replies(message(left, 'x'));
    await publisher.command('PUBLISH', kept, 'y').replies(1);
    await subscriber.replies(message(kept, 'y'));
  },
);

core(
  '07.11',
  'UNSUBSCRIBE from a channel one is not subscribed to is answered too, and changes nothing',
  {
    why: 'each channel that is named gets its reply, with the count as it is',
    read: 'every-change-is-answered',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, never] = [random.key('c:'), random.key('c:')];
    const other = await subscribe(await connect(), never);
    await subscriber.command('UNSUBSCRIBE', never).replies(['unsubscribe', never, 0]);
    await subscribe(subscriber, channel);
    await subscriber
      .command('UNSUBSCRIBE', never, never)
      .replies(['unsubscribe', never, 1], ['unsubscribe', never, 1]);
    await (await connect()).command('PUBLISH', never, 'x').replies(1);
    await other.replies(message(never, 'x'));
  },
);

core(
  '07.12',
  'UNSUBSCRIBE without a channel leaves them all, and names each of them',
  { why: 'one reply for each channel, in any order, counting down to 0', read: 'every-change-is-answered' },
  async ({ wire: subscriber, connect, random }) => {
    const channels = Array.from({ length: random.integer(2, 5) }, () => random.key('c:'));
    await subscribe(subscriber, ...channels);
    const named = eachOnce(channels);
    await subscriber
      .command('UNSUBSCRIBE')
      .replies(...channels.map((_, i): Expected => ['unsubscribe', named, channels.length - 1 - i]));
    const publisher = await connect();
    for (const channel of channels) await publisher.command('PUBLISH', channel, 'x').replies(0);
  },
);

core(
  '07.13',
  'UNSUBSCRIBE without a channel and without a subscription is answered with nil',
  { why: 'a client waits for a reply: there is always at least one', read: 'every-change-is-answered' },
  async ({ wire, random }) => {
    await wire.command('UNSUBSCRIBE').receives('*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n');
    const channel = random.key('c:');
    await subscribe(wire, channel);
    await wire.command('UNSUBSCRIBE').replies(['unsubscribe', channel, 0]);
    await wire.command('UNSUBSCRIBE').replies(['unsubscribe', null, 0]);
  },
);

core(
  '07.14',
  'when the last subscription is gone, the connection is like any other again',
  { why: 'the mode of a subscriber ends with its last subscription', read: 'a-subscriber-may-say-little' },
  async ({ wire, random }) => {
    const [channel, key] = [random.key('c:'), random.key()];
    await subscribe(wire, channel);
    await wire.command('UNSUBSCRIBE', channel).replies(['unsubscribe', channel, 0]);
    await wire.command('PING').replies(simple('PONG'));
    await wire.command('SET', key, 'x').replies(ok);
    await wire.command('PUBLISH', channel, 'x').replies(0);
    await subscribe(wire, channel);
  },
);

core(
  '07.15',
  'the name of a command may be in any case, the reply names it in lower case; a channel keeps its case',
  { why: 'the first word of a reply is fixed, and not what was typed', read: 'every-change-is-answered' },
  async ({ wire: subscriber, connect, random }) => {
    const channel = `Chan:${random.text(6)}:X`;
    const bulk = `$${channel.length}\r\n${channel}\r\n`;
    await subscriber.command('SubScribe', channel).receives(`*3\r\n$9\r\nsubscribe\r\n${bulk}:1\r\n`);
    await (await connect()).command('publish', channel, 'X').replies(1);
    await subscriber.receives(`*3\r\n$7\r\nmessage\r\n${bulk}$1\r\nX\r\n`);
    await subscriber
      .command('UNsubscribe', channel.toLowerCase(), channel)
      .replies(['unsubscribe', channel.toLowerCase(), 1], ['unsubscribe', channel, 0]);
  },
);

core(
  '07.16',
  'a wrong number of arguments is refused, and nobody is subscribed',
  {
    why: 'SUBSCRIBE takes one channel or more, PUBLISH exactly a channel and a payload',
    read: 'a-map-of-sets',
  },
  async ({ wire, random }) => {
    const channel = random.key('c:');
    for (const name of ['subscribe', 'psubscribe'])
      await wire.command(name).replies(error(`ERR wrong number of arguments for '${name}' command`));
    for (const words of [[], [channel], [channel, 'x', 'y']])
      await wire
        .command('PUBLISH', ...words)
        .replies(error("ERR wrong number of arguments for 'publish' command"));
    await wire.command('PING').replies(simple('PONG'));
  },
);

core(
  '07.17',
  'a message is not kept: who subscribes later does not get it',
  {
    why: 'PUBLISH hands the message to those who are there, and forgets it',
    read: 'a-message-finds-who-is-there-now',
  },
  async ({ wire: subscriber, connect, random }) => {
    const channel = random.key('c:');
    const publisher = await connect();
    await publisher.command('PUBLISH', channel, 'early').replies(0);
    await subscribe(subscriber, channel);
    await publisher.command('PUBLISH', channel, 'now').replies(1);
    await subscriber.replies(message(channel, 'now'));
    await hearsNothing(subscriber);
  },
);

core(
  '07.18',
  'a channel and a key of the same name have nothing to do with each other',
  { why: 'subscriptions live beside the keyspace, not in it', read: 'a-map-of-sets' },
  async ({ start, connect, random }) => {
    const server = await start();
    const [subscriber, client] = [await connect(server), await connect(server)];
    const name = random.key();
    await subscribe(subscriber, name);
    await client.command('PUBLISH', name, 'x').replies(1);
    await client.command('EXISTS', name).replies(0);
    await client.command('DBSIZE').replies(0);
    await client.command('SET', name, 'value').replies(ok);
    await client.command('FLUSHALL').replies(ok);
    await client.command('PUBLISH', name, 'y').replies(1);
    await subscriber.replies(message(name, 'x'), message(name, 'y'));
  },
);
