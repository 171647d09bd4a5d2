// Channels and payloads are any bytes, of any number.
import { core, type Expected } from '../../harness/suite.ts';
import { eachOnce, message, subscribe } from './messages.ts';

core(
  '07.19',
  'channels and payloads are bytes: any of them, also none',
  { why: 'what passes through a UTF-8 string comes out changed', read: 'any-bytes' },
  async ({ wire: subscriber, connect, random }) => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const awkward = ['', '\r\n', '\0', '$-1\r\n', 'ü€😀', every, random.bytes(1, 2000)];
    const publisher = await connect();
    await subscribe(subscriber, ...awkward);
    for (const channel of random.shuffle(awkward)) {
      for (const payload of random.shuffle(awkward)) {
        await publisher.command('PUBLISH', channel, payload).replies(1);
        await subscriber.replies(message(channel, payload));
      }
    }
  },
);

core(
  '07.20',
  'channels that differ in one byte are two channels, even where neither is UTF-8',
  { why: 'every byte that is not UTF-8 decodes to the same character, U+FFFD', read: 'any-bytes' },
  async ({ wire: subscriber, connect, random }) => {
    const bytes = random.shuffle([0x80, 0xc3, 0xe2, 0xf0, 0xff]);
    const channels = bytes.map((byte) => Buffer.from([0x63, byte, 0x7a]));
    const [first = Buffer.of(), ...others] = channels;
    const publisher = await connect();
    await subscribe(subscriber, first);
    for (const other of others) await publisher.command('PUBLISH', other, 'x').replies(0);
    await publisher.command('PUBLISH', first, 'x').replies(1);
    await subscriber.replies(message(first, 'x'));
  },
);

core(
  '07.21',
  'a channel may be called like something every JavaScript object has',
  {
    why: "a plain object has `constructor` and `__proto__` before anybody sets them; a Map hasn't",
    read: 'a-map-of-sets',
  },
  async ({ wire: subscriber, connect, random }) => {
    const publisher = await connect();
    for (const channel of random.shuffle([
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'toString',
      'size',
    ])) {
      await publisher.command('PUBLISH', channel, 'x').replies(0);
      await subscribe(subscriber, channel);
      await publisher.command('PUBLISH', channel, 'x').replies(1);
      await subscriber.replies(message(channel, 'x'));
      await subscriber.command('UNSUBSCRIBE', channel).replies(['unsubscribe', channel, 0]);
    }
  },
);

core(
  '07.22',
  'a message of several megabytes arrives whole, at each subscriber',
  { why: 'its length is told in bytes, and it leaves in many packets', read: 'any-bytes' },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.bytes(2 * 1024 * 1024, 4 * 1024 * 1024)];
    const subscribers = [await connect(), await connect(), await connect()];
    for (const subscriber of subscribers) await subscribe(subscriber, channel);
    await publisher.command('PUBLISH', channel, payload).replies(3);
    await publisher.command('PUBLISH', channel, 'next').replies(3);
    for (const subscriber of subscribers)
      await subscriber.replies(message(channel, payload), message(channel, 'next'));
  },
);

core(
  '07.23',
  'one connection may subscribe to thousands of channels, and leave them all at once',
  {
    why: 'a command has any number of arguments; a subscriber knows its channels itself, so that nobody has to look for it in all of them',
    read: 'who-knows-whom',
  },
  async ({ wire: subscriber, connect, random }) => {
    const prefix = random.key('c:');
    const channels = Array.from({ length: 5000 }, (_, i) => prefix + i);
    await subscribe(subscriber, ...channels);
    const publisher = await connect();
    for (const channel of random.shuffle(channels).slice(0, 20)) {
      await publisher.command('PUBLISH', channel, 'x').replies(1);
      await subscriber.replies(message(channel, 'x'));
    }
    const named = eachOnce(channels);
    await subscriber
      .command('UNSUBSCRIBE')
      .replies(...channels.map((_, i): Expected => ['unsubscribe', named, channels.length - 1 - i]));
    await publisher.command('PUBLISH', random.pick(channels), 'x').replies(0);
  },
);
