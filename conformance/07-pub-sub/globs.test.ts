// What patterns match.
import { core, type Wire } from '../../harness/suite.ts';
import { pmessage, psubscribe, repliesInAnyOrder } from './messages.ts';

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

/** [pattern, channels it matches, channels it does not match], all after a prefix of the test's own. */
type Row = readonly [pattern: string, matches: readonly string[], others: readonly string[]];

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
