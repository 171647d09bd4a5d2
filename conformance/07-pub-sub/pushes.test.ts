// The fourth exercise: pushes of RESP3.
import { error, exercise, expect, type Random, type Wire } from '../../harness/suite.ts';
import { message, subscribe } from './messages.ts';

exercise(
  '07.87',
  'after HELLO 3, subscriptions and messages are pushes',
  {
    why: 'RESP3 has a type of its own for what nobody asked for: > instead of *',
    read: 'pushes',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.text(1, 12)];
    const publisher = await connect();
    await hello3(subscriber, random);
    await subscriber.command('SUBSCRIBE', channel).receives(push('subscribe', channel, 1));
    await subscriber.command('PSUBSCRIBE', `${channel}?*`).receives(push('psubscribe', `${channel}?*`, 2));
    await publisher.command('PUBLISH', channel, payload).replies(1);
    await subscriber.receives(push('message', channel, payload));
    await publisher.command('PUBLISH', `${channel}:`, payload).replies(1);
    await subscriber.receives(push('pmessage', `${channel}?*`, `${channel}:`, payload));
    await subscriber.command('UNSUBSCRIBE', channel).receives(push('unsubscribe', channel, 1));
  },
);

exercise(
  '07.88',
  'after HELLO 3, a subscriber may say anything, and is answered as ever',
  {
    why: 'pushes cannot be mistaken for replies, so nothing has to be refused',
    read: 'pushes',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, key] = [random.key('c:'), random.key()];
    await hello3(subscriber, random);
    await subscriber.command('SUBSCRIBE', channel).receives(push('subscribe', channel, 1));
    await subscriber
      .pipeline([['PING'], ['SET', key, 'x'], ['GET', key], ['INCR', key], ['PUBSUB', 'NUMSUB', channel]])
      .receives(
        `+PONG\r\n+OK\r\n$1\r\nx\r\n-ERR value is not an integer or out of range\r\n*2\r\n$${channel.length}\r\n${channel}\r\n:1\r\n`,
      );
    await (await connect()).command('PUBLISH', channel, 'x').replies(1);
    await subscriber.receives(push('message', channel, 'x'));
  },
);

exercise(
  '07.89',
  'who has not said HELLO 3, or has said RESET since, gets arrays',
  {
    why: 'the protocol belongs to the connection: the same message is written in two ways',
    read: 'pushes',
  },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const [old, modern] = [await connect(), await connect()];
    await subscribe(old, channel);
    await hello3(modern, random);
    await modern.command('SUBSCRIBE', channel).receives(push('subscribe', channel, 1));
    await publisher.command('PUBLISH', channel, 'x').replies(2);
    await old.replies(message(channel, 'x'));
    await modern.receives(push('message', channel, 'x'));
    await modern.command('RESET').receives('+RESET\r\n');
    await subscribe(modern, channel);
    await modern.command('PING').replies(['pong', '']);
    await old.command('HELLO', '3').replies(error(/^ERR Can't execute 'hello'/));
  },
);

/** Says HELLO 3, and reads the answer, a map, to its end. */
async function hello3(wire: Wire, random: Random): Promise<void> {
  const mark = random.text(12);
  wire.pipeline([
    ['HELLO', '3'],
    ['ECHO', mark],
  ]);
  let answer = '';
  while (!answer.endsWith(`${mark}\r\n`)) answer += (await wire.read(1)).toString('latin1');
  expect(answer, 'the answer to HELLO 3').toMatch(/^%\d+\r\n[\s\S]*\$5\r\nproto\r\n:3\r\n/);
}

/** A push of bulk strings and integers, as RESP3 writes it. */
function push(...words: (string | number)[]): string {
  const items = words.map((word) =>
    typeof word === 'number' ? `:${word}\r\n` : `$${word.length}\r\n${word}\r\n`,
  );
  return `>${words.length}\r\n${items.join('')}`;
}
