// The third exercise: limits of one's own.
import {
  eventually,
  exercise,
  expect,
  isClosed,
  type Random,
  type Reply,
  untilDecided,
  type Wire,
} from '../../harness/suite.ts';
import { message, subscribe } from './messages.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

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
        const inTime = () => performance.now() - began < 900;
        const reached = await publishMany(publisher, channel, many);
        slow.resume();
        try {
          for (const _ of reached) await slow.replies(message(channel, many));
          // Redis looks at the limit when it adds to what waits.
          const heard = await publisher.command('PUBLISH', channel, few).reply();
          if (inTime()) expect(heard, 'how many heard the small message').toBe(1);
          if (heard === 1) await slow.replies(message(channel, few));
        } catch (error) {
          if (inTime() || !isClosed(error)) throw error;
          await slow.rest(); // it was cut off, as it may be
        }
        return inTime();
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
