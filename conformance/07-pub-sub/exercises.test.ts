// The four exercises.
import {
  anything,
  type Expected,
  error,
  eventually,
  exercise,
  expect,
  inAnyOrder,
  ok,
  type Random,
  type Reply,
  type Wire,
  type Word,
} from '../../harness/suite.ts';
import {
  eachOnce,
  hearsNothing,
  message,
  pmessage,
  psubscribe,
  repliesInAnyOrder,
  subscribe,
} from './messages.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

// 1. Channels of a shard

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

// 2. Keyspace notifications

exercise(
  '07.80',
  'a change of a key is told on the channel of the key and on that of the event',
  {
    why: '__keyspace@0__:<key> tells the event, __keyevent@0__:<event> the key',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    await psubscribe(listener, '__key*');
    const [key, other] = [random.key(), random.key()];
    await told(listener, wire.command('SET', key, '1'), ['set', key]);
    await told(listener, wire.command('INCRBY', key, '2'), ['incrby', key]);
    await told(listener, wire.command('APPEND', key, '3'), ['append', key]);
    await told(listener, wire.command('MSET', other, '1', key, '2'), ['set', other], ['set', key]);
    await told(listener, wire.command('DEL', key, random.key(), other), ['del', key], ['del', other]);
  },
);

exercise(
  '07.81',
  'a command that changes nothing tells nothing',
  {
    why: 'the event is told where the change is made, and not for the name of the command',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    const [key, none] = [random.key(), random.key()];
    await wire.command('SET', key, 'x').replies(ok);
    await psubscribe(listener, '__key*');
    const idle = [
      ['SET', key, 'y', 'NX'],
      ['SETNX', key, 'y'],
      ['SET', none, 'y', 'XX'],
      ['DEL', none],
      ['GETDEL', none],
      ['EXPIRE', none, '100'],
      ['PERSIST', key],
      ['GET', key],
    ];
    for (const words of random.shuffle(idle)) await wire.command(...words).replies(anything);
    await wire.command('INCR', key).replies(error(/^ERR value is not an integer/));
    await hearsNothing(listener);
  },
);

exercise(
  '07.82',
  'deadlines are told: expire, persist, and expired when the key is gone, also when nobody looks for it',
  {
    why: 'expired is told when the key is removed: by a command that finds it, or by the sweep',
    read: 'keyspace-notifications',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'notify-keyspace-events': 'KEA' });
    const [wire, listener] = [await connect(server), await connect(server)];
    const [key, other] = [random.key(), random.key()];
    await psubscribe(listener, '__key*');
    await told(listener, wire.command('SET', key, 'x', 'EX', '100'), ['set', key], ['expire', key]);
    await told(listener, wire.command('PERSIST', key), ['persist', key]);
    await told(listener, wire.command('EXPIRE', key, '100'), ['expire', key]);
    await told(listener, wire.command('EXPIRE', key, '-1'), ['del', key]);
    // No command looks for this key any more.
    await told(
      listener,
      wire.command('SET', other, 'x', 'PX', random.integer(1, 30)),
      ['set', other],
      ['expire', other],
      ['expired', other],
    );
  },
);

exercise(
  '07.83',
  'without the flag nothing is told; its letters say what is',
  {
    why: 'K: channels of keys, E: channels of events, $: strings, g: generic commands, x: expired, A: all of them',
    read: 'keyspace-notifications',
  },
  async ({ wire: silent, start, connect, random }) => {
    const key = random.key();
    const listener = await psubscribe(await connect(), '__key*');
    await silent.command('SET', key, 'x', 'EX', '100').replies(ok);
    await silent.command('DEL', key).replies(1);
    await hearsNothing(listener);

    const server = await start({ 'notify-keyspace-events': 'E$' });
    const [wire, events] = [await connect(server), await connect(server)];
    await psubscribe(events, '__key*');
    await wire.command('SET', key, 'x', 'EX', '100').replies(ok);
    await wire.command('DEL', key).replies(1);
    await wire.command('APPEND', key, 'x').replies(1);
    await events.replies(
      pmessage('__key*', '__keyevent@0__:set', key),
      pmessage('__key*', '__keyevent@0__:append', key),
    );
    await hearsNothing(events);
  },
);

// 3. Limits of one's own

exercise(
  '07.84',
  'the hard limit is that of the flag',
  {
    why: '--client-output-buffer-limit "pubsub <hard> <soft> <seconds>": bytes, or with kb, mb, gb; 0 is no limit',
    read: 'limits-of-ones-own',
  },
  async ({ start, connect, random }) => {
    const server = await start({
      'client-output-buffer-limit': random.pick(['pubsub 1mb 0 0', 'pubsub 1048576 0 0']),
    });
    const publisher = await connect(server);
    const channel = random.key('c:');
    const stuck = await subscribe(await connect(server), channel);
    stuck.pause();
    expect(
      await publishUntilCut(publisher, channel, 24, random),
      'the MiB until it was cut off',
    ).toBeLessThan(24);
    stuck.resume();
    await stuck.rest();
  },
);

exercise(
  '07.85',
  'who is above the soft limit for too long is cut off, and not before',
  {
    why: 'note when it first was above the limit; look again on a timer, since nothing more may be published',
    read: 'limits-of-ones-own',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'client-output-buffer-limit': 'pubsub 0 64kb 1' });
    const publisher = await connect(server);
    await untilDecided(async () => {
      const channel = random.key('c:');
      const stuck = await subscribe(await connect(server), channel);
      stuck.pause();
      const began = performance.now();
      const reached = await publishMany(publisher, channel, random.bytes(MiB));
      const inTime = performance.now() - began < 900;
      if (inTime) expect(reached, 'what the messages reached').toEqual(reached.map(() => 1));
      await eventually(() => publisher.command('PUBSUB', 'NUMSUB', channel).replies([channel, 0]));
      return inTime;
    });
  },
);

exercise(
  '07.86',
  'who has caught up with the messages starts afresh',
  {
    why: 'the seconds above the soft limit are counted without a break: below it, forget when they began',
    read: 'limits-of-ones-own',
  },
  async ({ start, connect, random }) => {
    const server = await start({ 'client-output-buffer-limit': 'pubsub 0 64kb 1' });
    const publisher = await connect(server);
    const [many, few] = [random.bytes(MiB), random.bytes(32 * KiB)];
    await untilDecided(async () => {
      const channel = random.key('c:');
      const slow = await subscribe(await connect(server), channel);
      /** Lets messages wait, then reads them; false when that took so long that it may be cut off. */
      const lag = async (): Promise<boolean> => {
        slow.pause();
        const began = performance.now();
        const reached = await publishMany(publisher, channel, many);
        if (performance.now() - began > 600) return false;
        slow.resume();
        for (const _ of reached) await slow.replies(message(channel, many));
        // Redis looks at the limit when it adds to what waits.
        await publisher.command('PUBLISH', channel, few).replies(1);
        await slow.replies(message(channel, few));
        return performance.now() - began < 900;
      };
      const again = async (): Promise<boolean> => {
        const began = performance.now();
        if (!(await lag())) return false;
        await eventually(async () => expect(performance.now() - began).toBeGreaterThan(1100));
        return lag();
      };
      const decided = await again();
      slow.close();
      return decided;
    });
  },
);

// 4. Pushes

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

/** What a listener to __key* receives of one event: on the channel of the key and on that of the event. */
function eventOf(event: string, key: string): Word[][] {
  return [
    ['pmessage', '__key*', `__keyspace@0__:${key}`, event],
    ['pmessage', '__key*', `__keyevent@0__:${event}`, key],
  ];
}

/** The command is answered, and these events are told, each of them twice. */
async function told(listener: Wire, sender: Wire, ...events: (readonly [string, string])[]): Promise<void> {
  await sender.replies(anything);
  await repliesInAnyOrder(listener, ...events.flatMap(([event, key]) => eventOf(event, key)));
}

/** How many MiB were published when the one subscriber was cut off; at most so many. */
async function publishUntilCut(
  publisher: Wire,
  channel: string,
  most: number,
  random: Random,
): Promise<number> {
  const payload = random.bytes(MiB);
  for (let sent = 0; sent < most; sent++)
    if ((await publisher.command('PUBLISH', channel, payload).reply()) === 0) return sent;
  return most;
}

/** Publishes more than the kernel holds for a subscriber that doesn't read. */
async function publishMany(publisher: Wire, channel: string, payload: Buffer): Promise<Reply[]> {
  publisher.pipeline(Array.from({ length: 12 }, () => ['PUBLISH', channel, payload]));
  const reached: Reply[] = [];
  while (reached.length < 12) reached.push(await publisher.reply());
  return reached;
}

/** Takes a step in which time counts again when the machine was too busy with something else. */
async function untilDecided(step: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 5 && !(await step()); tries++);
}

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
