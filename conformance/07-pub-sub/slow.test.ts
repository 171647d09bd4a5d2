// Takes long. Subscribers that do not read, or read late.
import { core, type Random, type Wire } from '../../harness/suite.ts';
import { message, subscribe } from './messages.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

core(
  '07.68',
  'a subscriber that does not read slows nobody down',
  {
    why: 'the server waits for a slow subscriber, or stops reading from the publisher on its behalf',
    read: 'those-who-do-not-read',
  },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.bytes(512 * KiB)];
    const [slow, fast] = [await connect(), await connect()];
    await subscribe(slow, channel);
    await subscribe(fast, channel);
    slow.pause();
    // More than the kernel holds for it, less than Redis's limit.
    for (let i = 0; i < 24; i++) {
      await publisher.command('PUBLISH', channel, payload).replies(2);
      await fast.replies(message(channel, payload));
    }
  },
);

core(
  '07.69',
  'a subscriber that reads late gets each message, in order',
  { why: 'what the connection does not take at once has to be kept for it', read: 'those-who-do-not-read' },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const messages = Array.from({ length: 256 }, (_, i) => `${i}:${random.text(1, 9)}`.padEnd(64 * KiB, '.'));
    const late = await subscribe(await connect(), channel);
    late.pause();
    publisher.pipeline(messages.map((payload) => ['PUBLISH', channel, payload]));
    await publisher.replies(...messages.map(() => 1));
    late.resume();
    await late.replies(...messages.map((payload) => message(channel, payload)));
  },
);

core(
  '07.70',
  'a subscriber that never reads is cut off at a limit',
  {
    why: 'what it does not take is kept in memory, without bound; Redis closes the connection when 32 MiB wait for it',
    read: 'those-who-do-not-read',
  },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const stuck = await subscribe(await connect(), channel);
    stuck.pause();
    await publishUntilCut(publisher, channel, random, 1);
    stuck.resume();
    await stuck.rest();
  },
);

core(
  '07.71',
  'a subscriber that is cut off takes no other along',
  {
    why: 'the limit is for what waits for one connection; others have their own',
    read: 'those-who-do-not-read',
  },
  async ({ wire: publisher, connect, random }) => {
    const channel = random.key('c:');
    const [stuck, reading] = [await connect(), await connect()];
    await subscribe(stuck, channel);
    await subscribe(reading, channel);
    stuck.pause();
    await publishUntilCut(publisher, channel, random, 2, reading);
    await publisher.command('PUBLISH', channel, 'x').replies(1);
    await reading.replies(message(channel, 'x'));
  },
);

core(
  '07.72',
  'a subscriber that reads may get any amount',
  {
    why: 'the limit is for what waits to be sent, not for what was sent so far',
    read: 'those-who-do-not-read',
  },
  async ({ wire: publisher, connect, random }) => {
    const [channel, payload] = [random.key('c:'), random.bytes(MiB)];
    const reading = await subscribe(await connect(), channel);
    for (let i = 0; i < 48; i++) {
      await publisher.command('PUBLISH', channel, payload).replies(1);
      await reading.replies(message(channel, payload));
    }
  },
);

/** Publishes until one subscriber less is there; four times Redis's limit has to do. */
async function publishUntilCut(
  publisher: Wire,
  channel: string,
  random: Random,
  before: number,
  reading?: Wire,
): Promise<void> {
  const payload = random.bytes(MiB);
  for (let i = 0; i < 128; i++) {
    const reached = await publisher.command('PUBLISH', channel, payload).reply();
    await reading?.replies(message(channel, payload));
    if (reached === before - 1) return;
  }
  await publisher.command('PUBSUB', 'NUMSUB', channel).replies([channel, before - 1]);
}
