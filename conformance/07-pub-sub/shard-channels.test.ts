// The first exercise: channels of a shard.
import { type Expected, eventually, exercise, inAnyOrder } from '../../harness/suite.ts';
import { eachOnce, hearsNothing, message, psubscribe, subscribe } from './messages.ts';

exercise(
  '07.77',
  'SPUBLISH reaches the subscribers of SSUBSCRIBE, and PUBLISH those of SUBSCRIBE',
  {
    why: 'shard channels are a third Map, with words of its own: ssubscribe, smessage, sunsubscribe',
    read: 'channels-of-a-shard',
  },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.text(1, 12)];
    const [shard, plain] = [await connect(), await connect()];
    await shard.command('SSUBSCRIBE', channel).replies(['ssubscribe', channel, 1]);
    await subscribe(plain, channel);
    await publisher.command('SPUBLISH', channel, payload).replies(1);
    await publisher.command('PUBLISH', channel, 'to all').replies(1);
    await shard.replies(['smessage', channel, payload]);
    await plain.replies(message(channel, 'to all'));
    await hearsNothing(shard);
    await hearsNothing(plain);
  },
);

exercise(
  '07.78',
  'shard channels are counted by themselves, and left with SUNSUBSCRIBE',
  {
    why: 'the number in a reply about a shard channel is that of shard channels only',
    read: 'channels-of-a-shard',
  },
  async ({ wire, connect, random }) => {
    const [a, b] = [random.key('c:'), random.key('c:')];
    await subscribe(wire, a, b);
    await wire
      .command('SSUBSCRIBE', a, b, a)
      .replies(['ssubscribe', a, 1], ['ssubscribe', b, 2], ['ssubscribe', a, 2]);
    await wire.command('UNSUBSCRIBE', a).replies(['unsubscribe', a, 1]);
    await wire.command('UNSUBSCRIBE').replies(['unsubscribe', b, 0]);
    await (await connect()).command('SPUBLISH', a, 'x').replies(1);
    await wire.replies(['smessage', a, 'x']);
    const named = eachOnce([a, b]);
    await wire
      .command('SUNSUBSCRIBE')
      .replies(...[1, 0].map((left): Expected => ['sunsubscribe', named, left]));
    await wire.command('SUNSUBSCRIBE').replies(['sunsubscribe', null, 0]);
    await wire.command('GET', a).replies(null);
  },
);

exercise(
  '07.79',
  'PUBSUB SHARDCHANNELS and SHARDNUMSUB tell who listens; patterns hear nothing of it',
  {
    why: 'a pattern is for channels; shard channels are found by their name only',
    read: 'channels-of-a-shard',
  },
  async ({ wire, connect, random }) => {
    const prefix = random.key('c:');
    const [a, b, none] = [`${prefix}a`, `${prefix}b`, `${prefix}c`];
    const [shard, pattern] = [await connect(), await connect()];
    await psubscribe(pattern, `${prefix}*`);
    await shard.command('SSUBSCRIBE', a, b).replies(['ssubscribe', a, 1], ['ssubscribe', b, 2]);
    await wire.command('PUBSUB', 'SHARDCHANNELS', `${prefix}*`).replies(inAnyOrder([a, b]));
    await wire.command('PUBSUB', 'SHARDNUMSUB', none, a).replies([none, 0, a, 1]);
    await wire.command('PUBSUB', 'CHANNELS', `${prefix}*`).replies([]);
    await wire.command('SPUBLISH', a, 'x').replies(1);
    await hearsNothing(pattern);
    await shard.replies(['smessage', a, 'x']);
    await hearsNothing(shard);
    shard.close();
    await eventually(() => wire.command('PUBSUB', 'SHARDCHANNELS', `${prefix}*`).replies([]));
  },
);
