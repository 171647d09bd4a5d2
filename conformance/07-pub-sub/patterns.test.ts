// PSUBSCRIBE and PUNSUBSCRIBE: patterns, what they match, and how they count.
import { core, type Expected, simple, type Wire } from '../../harness/suite.ts';
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

/** [pattern, channels it matches, channels it does not match], all after a prefix of the test's own. */
type Row = readonly [pattern: string, matches: readonly string[], others: readonly string[]];

globs(
  '07.33',
  '* matches any characters, also none; ? matches exactly one',
  '* and ? are what they are for KEYS',
  [
    ['h*llo', ['hllo', 'hello', 'heeeello', 'h\r\nllo', 'hllollo'], ['hell', 'xhello', 'hellox']],
    ['h?llo', ['hello', 'h?llo', 'h\nllo', 'h*llo'], ['hllo', 'heello']],
    ['*b*', ['b', 'abc', 'bb'], ['ac', 'B']],
    ['**a', ['a', 'xa', 'aa'], ['ab']],
    ['???', ['abc', '***'], ['ab', 'abcd']],
  ],
);

globs(
  '07.34',
  'a class matches one of its characters; a range goes from one character to another',
  'a class stands for one character: a list, ranges, or both',
  [
    ['h[ae]llo', ['hallo', 'hello'], ['hillo', 'hllo', 'haello']],
    ['h[a-c]llo', ['hallo', 'hbllo', 'hcllo'], ['hdllo', 'h-llo']],
    ['h[c-a]llo', ['hallo', 'hbllo', 'hcllo'], ['hdllo', 'h-llo']],
    ['[0-9a-fx]', ['0', '9', 'c', 'x'], ['g', 'X', '-']],
    ['[*?]', ['*', '?'], ['a', '']],
  ],
);

globs(
  '07.35',
  'a class that begins with ^ matches any character but those',
  'the first ^ turns the class round; one later stands for itself',
  [
    ['h[^e]llo', ['hallo', 'h^llo', 'h\nllo'], ['hello', 'hllo']],
    ['h[^a-c]llo', ['hdllo', 'h-llo'], ['hallo', 'hbllo', 'hcllo']],
    ['[e^]', ['e', '^'], ['a']],
  ],
);

globs(
  '07.36',
  'a backslash takes from the next character what is special about it',
  '\\* is a star, also within a class',
  [
    ['h\\*llo', ['h*llo'], ['hello', 'h\\*llo']],
    ['h\\?llo', ['h?llo'], ['hello']],
    ['\\[ab]', ['[ab]'], ['a', 'b']],
    ['[\\]a]', [']', 'a'], ['\\', 'b']],
    ['[a\\-c]', ['a', '-', 'c'], ['b', '\\']],
    ['\\\\', ['\\'], ['\\\\']],
  ],
);

globs(
  '07.37',
  'nothing else is special',
  'a pattern is not a regular expression: what is special there stands for itself here',
  [
    ['news.*', ['news.', 'news.x'], ['newsxx', 'news']],
    ['a+(b|c){2}$', ['a+(b|c){2}$'], ['aabb', 'abc']],
    ['^a', ['^a'], ['a']],
    ['a|b', ['a|b'], ['a', 'b']],
    ['\\d', ['d'], ['1', '\\d']],
    ['A', ['A'], ['a']],
  ],
);

core(
  '07.38',
  'a pattern matches bytes, not characters',
  { why: '? is one byte: an ü in UTF-8 is two', read: 'any-bytes' },
  async ({ wire: subscriber, connect, random }) => {
    const prefix = random.key('c:');
    const publisher = await connect();
    const [one, two] = [`${prefix}?`, `${prefix}??`];
    const range = Buffer.concat([Buffer.from(`${prefix}[`), Buffer.of(0x80, 0x2d, 0xc0), Buffer.from(']x')]);
    await psubscribe(subscriber, one, two, range);
    await publisher.command('PUBLISH', `${prefix}ü`, 'x').replies(1);
    await subscriber.replies(pmessage(two, `${prefix}ü`, 'x'));
    const byte = Buffer.concat([Buffer.from(prefix), Buffer.of(random.integer(0x80, 0xff))]);
    await publisher.command('PUBLISH', byte, 'x').replies(1);
    await subscriber.replies(pmessage(one, byte, 'x'));
    const inRange = Buffer.concat([
      Buffer.from(prefix),
      Buffer.of(random.integer(0x80, 0xc0)),
      Buffer.from('x'),
    ]);
    await publisher.command('PUBLISH', inRange, 'x').replies(2);
    await repliesInAnyOrder(subscriber, ['pmessage', two, inRange, 'x'], ['pmessage', range, inRange, 'x']);
  },
);

core(
  '07.39',
  'a pattern full of stars holds nobody up',
  {
    why: 'a matcher that tries every way to share the characters out among the stars takes years for this one',
    read: 'patterns',
  },
  async ({ wire: subscriber, connect, random }) => {
    const pattern = `${random.key('c:')}${'*a'.repeat(30)}*b`;
    const channel = `${pattern.slice(0, pattern.indexOf('*'))}${'a'.repeat(60)}`;
    const publisher = await connect();
    await psubscribe(subscriber, pattern);
    await publisher.command('PUBLISH', channel, 'x').replies(0);
    await publisher.command('PUBLISH', `${channel}b`, 'x').replies(1);
    await subscriber.replies(pmessage(pattern, `${channel}b`, 'x'));
  },
);

/** A test of what some patterns match: for each channel, what arrives is what PUBLISH says. */
function globs(id: string, title: string, why: string, rows: readonly Row[]): void {
  core(id, title, { why, read: 'patterns' }, async ({ connect, wire: publisher, random }) => {
    for (const [pattern, matches, others] of random.shuffle(rows)) {
      const prefix = random.key('c:');
      const subscriber: Wire = await psubscribe(await connect(), prefix + pattern);
      for (const name of others) await publisher.command('PUBLISH', prefix + name, 'x').replies(0);
      for (const name of matches) {
        await publisher.command('PUBLISH', prefix + name, 'x').replies(1);
        await subscriber.replies(pmessage(prefix + pattern, prefix + name, 'x'));
      }
      subscriber.close();
    }
  });
}
