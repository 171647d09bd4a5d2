// The fourth exercise: a rate limiter.
import { anyOf, between, error, exercise } from '../../harness/suite.ts';
import { decided, left, past, timed, until } from './clock.ts';

const notOnRedis =
  'CL.THROTTLE comes with a module, redis-cell: redis-server by itself answers that it is unknown';

exercise(
  '04.69',
  'CL.THROTTLE lets a burst pass, and then no more',
  {
    why: 'max_burst + 1 at once; each takes one, and the fourth number is how long to wait, -1 for not at all',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, burst, period] = [random.key(), random.integer(1, 5), random.integer(1000, 9999)];
    // One more every `period` seconds: none in the time of this test.
    for (let passed = 1; passed <= burst + 1; passed++) {
      const reset = between(passed * period - 100, passed * period);
      await wire
        .command('CL.THROTTLE', key, burst, 1, period)
        .replies([0, burst + 1, burst + 1 - passed, -1, reset]);
    }
    const reset = between((burst + 1) * period - 100, (burst + 1) * period);
    const refused = [1, burst + 1, 0, between(period - 100, period), reset];
    await wire.command('CL.THROTTLE', key, burst, 1, period).replies(refused);
    await wire.command('CL.THROTTLE', key, burst, 1, period).replies(refused);
    await wire
      .command('CL.THROTTLE', random.key(), burst, 1, period)
      .replies([0, burst + 1, burst, -1, anyOf(period, period - 1)]);
  },
);

exercise(
  '04.70',
  'CL.THROTTLE lets one more pass when its time has come',
  {
    why: 'what was refused took nothing: the one that waits as long as it was told gets through',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    await decided(async (life) => {
      // 1000 in `life` seconds: one every `life` ms.
      const words = ['CL.THROTTLE', random.key(), 0, 1000, life];
      const first = await timed(() => wire.command(...words).replies([0, 1, 0, -1, between(0, 1)]));
      await wire.command(...words).replies(until(first.from + life, [1, 1, 0, between(0, 1), between(0, 1)]));
      const inTime = Date.now() < first.from + life;
      await past(first.to + life);
      if (inTime) await wire.command(...words).replies([0, 1, 0, -1, between(0, 1)]);
      return inTime;
    });
  },
);

exercise(
  '04.71',
  'CL.THROTTLE takes a quantity, all of it or nothing',
  {
    why: 'a quantity of 3 counts like three; where only two are left it is refused, and two still pass',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, period] = [random.key(), random.integer(1000, 9999)];
    const words = ['CL.THROTTLE', key, 4, 1, period];
    await wire.command(...words, 3).replies([0, 5, 2, -1, between(3 * period - 100, 3 * period)]);
    const wait = between(period - 100, period);
    await wire.command(...words, 3).replies([1, 5, 2, wait, between(3 * period - 100, 3 * period)]);
    await wire.command(...words, 2).replies([0, 5, 0, -1, between(5 * period - 100, 5 * period)]);
    const wrong = ['CL.THROTTLE', key, 4, 1];
    await wire.command(...wrong).replies(error("ERR wrong number of arguments for 'cl.throttle' command"));
    await wire.command(...wrong, `${random.text(3)}x`).replies(error(/^ERR .+/));
  },
);

exercise(
  '04.72',
  'a limiter is a key with a deadline, and is gone when it has nothing more to remember',
  {
    why: 'its deadline is the moment at which all of the burst is there again',
    read: 'a-rate-limiter',
    notOnRedis,
  },
  async ({ wire, random }) => {
    const [key, period] = [random.key(), random.integer(100, 999)];
    const from = Date.now();
    await wire
      .command('CL.THROTTLE', key, 4, 1, period, 2)
      .replies([0, 5, 3, -1, between(2 * period - 100, 2 * period)]);
    await wire.command('PTTL', key).replies(left(from, 2000 * period));
    const soon = random.key();
    const taken = await timed(() =>
      wire.command('CL.THROTTLE', soon, 0, 1000, 40).replies([0, 1, 0, -1, between(0, 1)]),
    );
    await past(taken.to + 40);
    await wire.command('EXISTS', soon).replies(0);
    await wire.command('DEL', key).replies(1);
    await wire
      .command('CL.THROTTLE', key, 4, 1, period)
      .replies([0, 5, 4, -1, between(period - 100, period)]);
  },
);
