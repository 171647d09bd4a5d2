// What a subscriber may still say.
import { core, error, eventually, ok, simple } from '../../harness/suite.ts';
import { message, psubscribe, subscribe } from './messages.ts';

core(
  '07.40',
  'PING of a subscriber is answered with an array of pong and its message',
  {
    why: 'a subscriber expects arrays only; without a message the second word is empty',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, random }) => {
    const text = random.text(1, 12);
    await subscribe(wire, random.key('c:'));
    await wire.command('PING').receives('*2\r\n$4\r\npong\r\n$0\r\n\r\n');
    await wire.command('PING', text).receives(`*2\r\n$4\r\npong\r\n$${text.length}\r\n${text}\r\n`);
    await wire.command('PING', text, text).replies(error("ERR wrong number of arguments for 'ping' command"));
  },
);

core(
  '07.41',
  'who is subscribed to a pattern only is a subscriber too',
  { why: 'channels and patterns both count', read: 'a-subscriber-may-say-little' },
  async ({ wire, random }) => {
    await psubscribe(wire, random.key('p:'));
    await wire.command('PING').replies(['pong', '']);
    await wire.command('GET', random.key()).replies(refused('get'));
  },
);

core(
  '07.42',
  'a subscriber is refused any other command, which has no effect',
  {
    why: 'replies would mix with messages: the server refuses, and says what is allowed',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, connect, random }) => {
    const [channel, key, value] = [random.key('c:'), random.key(), random.text(1, 12)];
    const other = await connect();
    await other.command('SET', key, value).replies(ok);
    await subscribe(wire, channel);
    const commands = [
      ['GET', key],
      ['SET', key, 'x'],
      ['DEL', key],
      ['EXPIRE', key, '100'],
      ['PUBLISH', channel, 'x'],
      ['ECHO', 'x'],
      ['FLUSHALL'],
      ['INFO'],
    ];
    for (const [name = '', ...words] of random.shuffle(commands))
      await wire
        .command(random.pick([name, name.toLowerCase()]), ...words)
        .replies(refused(name.toLowerCase()));
    await other.command('GET', key).replies(value);
    await other.command('PTTL', key).replies(-1);
    await other.command('PUBLISH', channel, 'after').replies(1);
    await wire.replies(message(channel, 'after'));
  },
);

core(
  '07.43',
  'a command with subcommands is refused too',
  {
    why: 'whether a command is allowed is asked before it runs, whatever it is',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, random }) => {
    await subscribe(wire, random.key('c:'));
    // Redis 6 names the command alone.
    const pubsub = /^ERR Can't execute 'pubsub(\|numpat)?': only /;
    await wire.command('PUBSUB', 'NUMPAT').replies(error(pubsub));
    await wire.command('CONFIG', 'GET', 'save').replies(error(/^ERR Can't execute 'config(\|get)?': only /));
  },
);

core(
  '07.44',
  'a command that is unknown, or has too few arguments, is answered as ever',
  {
    why: 'name and arity are looked at first; then whether a subscriber may say it',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, random }) => {
    const name = random.text(8);
    await subscribe(wire, random.key('c:'));
    await wire
      .command(name, 'x')
      .replies(error(`ERR unknown command '${name}', with args beginning with: 'x' `));
    await wire.command('GET').replies(error("ERR wrong number of arguments for 'get' command"));
    await wire.command('SUBSCRIBE').replies(error("ERR wrong number of arguments for 'subscribe' command"));
  },
);

core(
  '07.45',
  'RESET ends all subscriptions',
  {
    why: 'RESET makes the connection what it was when it was new; it is allowed to subscribers',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, connect, random }) => {
    const [channel, key] = [random.key('c:'), random.key()];
    const publisher = await connect();
    await wire.command('SUBSCRIBE', channel).replies(['subscribe', channel, 1]);
    await wire.command('PSUBSCRIBE', `${channel}*`).replies(['psubscribe', `${channel}*`, 2]);
    await wire.command('RESET').replies(simple('RESET'));
    await publisher.command('PUBLISH', channel, 'x').replies(0);
    await wire.command('PING').replies(simple('PONG'));
    await wire.command('GET', key).replies(null);
    await subscribe(wire, channel);
  },
);

core(
  '07.46',
  'QUIT of a subscriber is answered with OK, and the connection ends',
  {
    why: 'QUIT is allowed to subscribers; with the connection its subscriptions go',
    read: 'a-subscriber-may-say-little',
  },
  async ({ wire, connect, random }) => {
    const channel = random.key('c:');
    const publisher = await connect();
    await subscribe(wire, channel);
    await wire.command('QUIT').replies(ok);
    await wire.closes();
    await eventually(() => publisher.command('PUBLISH', channel, 'x').replies(0));
  },
);

core(
  '07.47',
  'in one packet, each command is answered as what the connection is at that moment',
  { why: 'commands run one after the other: the first may change what the next may do', read: 'order' },
  async ({ wire, random }) => {
    const [channel, key] = [random.key('c:'), random.key()];
    await wire
      .pipeline([
        ['PING'],
        ['SUBSCRIBE', channel],
        ['PING', 'in between'],
        ['GET', key],
        ['UNSUBSCRIBE', channel],
        ['GET', key],
        ['PING'],
      ])
      .replies(
        simple('PONG'),
        ['subscribe', channel, 1],
        ['pong', 'in between'],
        refused('get'),
        ['unsubscribe', channel, 0],
        null,
        simple('PONG'),
      );
  },
);

core(
  '07.48',
  'a message reaches a subscriber that is in the middle of a command',
  {
    why: 'what the server sends has nothing to do with what it has received so far',
    read: 'fan-out',
  },
  async ({ wire: subscriber, connect, random }) => {
    const [channel, text] = [random.key('c:'), random.text(8)];
    const publisher = await connect();
    await subscribe(subscriber, channel);
    await subscriber.fragments(`*2\r\n$4\r\nPING\r\n$8\r\n${text.slice(0, 3)}`, [9, 12]);
    await publisher.command('PUBLISH', channel, 'x').replies(1);
    await subscriber.replies(message(channel, 'x'));
    await subscriber.bytes(`${text.slice(3)}\r\n`).replies(['pong', text]);
  },
);

function refused(name: string) {
  return error(
    `ERR Can't execute '${name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
  );
}
