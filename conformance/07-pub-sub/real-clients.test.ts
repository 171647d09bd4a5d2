// Clients as people use them: ioredis and redis-cli.
import { core, eventually, expect, interop } from '../../harness/suite.ts';
import { message, subscribe } from './messages.ts';

core(
  '07.73',
  'ioredis subscribes, hears and leaves',
  { why: 'a real client takes the replies apart by their first word and their count', read: 'fan-out' },
  async ({ client: subscriber, connectClient, random }) => {
    const [channel, other] = [random.key('c:'), random.key('c:')];
    const payloads = [random.text(1, 9), 'ü\r\n', ''];
    const publisher = await connectClient();
    const heard = messagesOf(subscriber);
    expect(await subscriber.subscribe(channel, other)).toBe(2);
    for (const payload of payloads) expect(await publisher.publish(channel, payload)).toBe(1);
    await eventually(async () => expect(heard).toEqual(payloads.map((payload) => [channel, payload])));
    expect(await subscriber.unsubscribe()).toBe(0);
    expect(await publisher.publish(channel, 'x')).toBe(0);
    expect(await subscriber.get(random.key())).toBeNull();
    expect(heard).toHaveLength(payloads.length);
  },
);

core(
  '07.74',
  'ioredis hears what matches its patterns, and what was published to its channels',
  { why: 'a pmessage has four elements, a message three', read: 'patterns' },
  async ({ client: subscriber, connectClient, random }) => {
    const prefix = random.key('c:');
    const publisher = await connectClient();
    const heard = messagesOf(subscriber);
    expect(await subscriber.psubscribe(`${prefix}.*`)).toBe(1);
    expect(await subscriber.subscribe(prefix)).toBe(2);
    expect(await publisher.publish(`${prefix}.a`, '1')).toBe(1);
    expect(await publisher.publish(prefix, '2')).toBe(1);
    expect(await publisher.publish('elsewhere', '3')).toBe(0);
    await eventually(async () =>
      expect(heard).toEqual([
        [`${prefix}.*`, `${prefix}.a`, '1'],
        [prefix, '2'],
      ]),
    );
    expect(await publisher.pubsub('NUMSUB', prefix)).toEqual([prefix, 1]);
  },
);

interop(
  '07.75',
  'redis-cli publishes, and tells who listens',
  {
    why: 'redis-cli prints integers and arrays as they come',
    read: 'who-listens',
    needs: ['redis-cli'],
  },
  async ({ wire: subscriber, server, run, random }) => {
    const [channel, payload] = [random.key('c:'), `${random.text(4)} ${random.text(4)}`];
    const cli = async (...words: string[]) =>
      (await run('redis-cli', '-p', `${server.port}`, ...words)).stdout.trim();
    await subscribe(subscriber, channel);
    expect(await cli('PUBLISH', channel, payload)).toBe('1');
    await subscriber.replies(message(channel, payload));
    expect(await cli('PUBSUB', 'NUMSUB', channel)).toBe(`${channel}\n1`);
    expect(await cli('PUBSUB', 'CHANNELS', channel)).toBe(channel);
  },
);

interop(
  '07.76',
  'redis-cli subscribes, and prints what it hears until the server goes',
  {
    why: 'redis-cli prints the elements of each reply, line by line',
    read: 'every-change-is-answered',
    needs: ['redis-cli'],
  },
  async ({ start, connect, run, random }) => {
    const server = await start();
    const publisher = await connect(server);
    const [channel, payload] = [random.key('c:'), random.text(1, 12)];
    const printed = run('redis-cli', '-p', `${server.port}`, 'SUBSCRIBE', channel, 'other');
    await eventually(() => publisher.command('PUBLISH', channel, payload).replies(1));
    await publisher.command('PUBLISH', 'other', 'bye').replies(1);
    await server.crash();
    const lines = (await printed).stdout.split('\n');
    expect(lines.slice(0, 12)).toEqual([
      ...['subscribe', channel, '1'],
      ...['subscribe', 'other', '2'],
      ...['message', channel, payload],
      ...['message', 'other', 'bye'],
    ]);
  },
);

/** What an ioredis client hears, as it comes: [channel, payload] or [pattern, channel, payload]. */
function messagesOf(client: Listener): string[][] {
  const heard: string[][] = [];
  client.on('message', (...words: string[]) => heard.push(words));
  client.on('pmessage', (...words: string[]) => heard.push(words));
  return heard;
}

interface Listener {
  on(event: 'message' | 'pmessage', hear: (...words: string[]) => void): unknown;
}
