// What the tests of this stage say and hear over and over.
import { type Expected, Failure, type Reply, type Wire, type Word } from '../../harness/suite.ts';

/** A word that is also what comes back. */
type Bytes = string | Buffer;

/** What a subscriber of the channel receives. */
export function message(channel: Bytes, payload: Bytes): Expected {
  return ['message', channel, payload];
}

/** What a subscriber of the pattern receives. */
export function pmessage(pattern: Bytes, channel: Bytes, payload: Bytes): Expected {
  return ['pmessage', pattern, channel, payload];
}

/** Subscribes a connection that has no subscription yet to these channels, and waits until it is. */
export async function subscribe(wire: Wire, ...channels: Bytes[]): Promise<Wire> {
  await wire
    .command('SUBSCRIBE', ...channels)
    .replies(...channels.map((channel, i) => ['subscribe', channel, i + 1]));
  return wire;
}

/** Subscribes a connection that has no subscription yet to these patterns, and waits until it is. */
export async function psubscribe(wire: Wire, ...patterns: Bytes[]): Promise<Wire> {
  await wire
    .command('PSUBSCRIBE', ...patterns)
    .replies(...patterns.map((pattern, i) => ['psubscribe', pattern, i + 1]));
  return wire;
}

/** Shows that a subscriber has received nothing that was not read yet: its next reply is that to PING. */
export async function hearsNothing(subscriber: Wire): Promise<void> {
  await subscriber.command('PING').replies(['pong', '']);
}

/** Matches each of these words once, in any order: for what is told in several replies. */
export function eachOnce(words: readonly string[]): Expected {
  const left = new Set(words);
  return {
    description: 'one of those not named yet',
    matches: ({ value }) => Buffer.isBuffer(value) && left.delete(value.toString('latin1')),
  };
}

/** The next replies are arrays of these words and numbers, in any order. */
export async function repliesInAnyOrder(wire: Wire, ...expected: (readonly Word[])[]): Promise<void> {
  const received: Reply[] = [];
  while (received.length < expected.length) received.push(await wire.reply());
  const [wanted, got] = [expected.map(tell), received.map(tell)];
  if (sorted(wanted) !== sorted(got))
    throw new Failure('wrong reply', '', {
      expected: `in any order: ${wanted.join('  ')}`,
      received: got.join('  '),
    });
}

function sorted(told: readonly string[]): string {
  return [...told].sort().join();
}

function tell(value: Reply | readonly Word[] | Word): string {
  if (Array.isArray(value)) return `[${value.map(tell).join(' ')}]`;
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString('latin1'));
  if (typeof value === 'string') return JSON.stringify(Buffer.from(value).toString('latin1'));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
