// Takes long. What nobody reads is freed too: active expiry, as seen from outside.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { between, core, Failure, ok, type Wire } from '../../harness/suite.ts';
import { allFreed, decided, past, sweptSoon, timed, until } from './clock.ts';

core(
  '04.56',
  'keys that nobody reads are freed some time after their deadline',
  {
    why: 'a key that is never looked up is never found expired: something must go and look, on a timer',
    read: 'active-expiry',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const lives = Array.from({ length: 500 }, () => random.integer(1, 60));
    await wire
      .pipeline(lives.map((life) => ['SET', random.key(), random.text(3), 'PX', life]))
      .replies(...lives.map(() => ok));
    await allFreed(wire);
  },
);

core(
  '04.57',
  'what is freed is only what is over: not what lives on, and not what has another deadline by now',
  {
    why: 'whoever comes to free a key looks at the deadline that it has now, not at one noted earlier',
    read: 'active-expiry',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    await decided(async (life) => {
      await wire.command('FLUSHALL').replies(ok);
      const keys = Array.from({ length: 60 }, () => random.key());
      const set = await timed(() =>
        wire.pipeline(keys.map((key) => ['SET', key, key, 'PX', life])).replies(...keys.map(() => ok)),
      );
      // Five changes that make a key live on; every sixth key is left to its deadline.
      const changes = (key: string) => [
        ['PERSIST', key],
        ['PEXPIRE', key, 100_000],
        ['SET', key, key],
        ['GETEX', key, 'EX', 100],
        ['SETEX', key, 100, key],
      ];
      const living = keys.filter((_, i) => i % 6 !== 5);
      const commands = living.map((key, i) => changes(key)[i % 5] ?? []);
      const replies = living.map((key, i) => [1, 1, ok, key, ok][i % 5] ?? null);
      await wire.pipeline(commands).replies(...replies.map((reply) => until(set.from + life, reply)));
      if (Date.now() >= set.from + life) return false;
      await past(set.to + life);
      await sweptSoon(() => wire.command('DBSIZE').replies(between(0, living.length)));
      await wire.command('DBSIZE').replies(living.length);
      await wire.command('MGET', ...living).replies(living);
      return true;
    });
  },
);

core(
  '04.58',
  'a hundred and fifty thousand keys that expire at once make no other client wait',
  {
    why: 'one thread does all the work: a sweep that goes on until it is done holds everybody up. Stop after a few ms, go on later',
    read: 'a-little-at-a-time',
  },
  async ({ start, connect, random }) => {
    const [count, sample] = [150_000, 10_000];
    const wire = await connect(await start());
    const prefix = random.text(4);
    const far = Date.now() + 1e6;
    await load(wire, 2 * sample, far, prefix); // a server gets faster by what it does
    const pace = await timed(() => load(wire, sample, far, prefix));
    let needed = 1.2 * (count / sample) * (pace.to - pace.from);
    const waits: number[] = [];
    while (waits.length < 3) {
      await wire.command('FLUSHALL').replies(ok);
      const moment = Date.now() + 100 + needed;
      await load(wire, count, Math.ceil(moment), prefix);
      if (Date.now() >= moment) {
        needed *= 2; // the machine is slow today: they must all be there before the first one goes
        continue;
      }
      await past(moment - 20);
      await wire.command('DBSIZE').replies(until(moment, count));
      const { between, wait } = await watchSize(wire, count);
      // Somebody was served in between, or it was over before anybody could notice.
      if (between || wait < 25) return;
      waits.push(wait);
    }
    throw new Failure('wrong reply', `tried three times: a client waited ${waits.join(', ')} ms`, {
      expected: 'clients are served while the keys are being freed',
      received: 'DBSIZE was answered before and after, but not once in between',
    });
  },
);

/** Sets so many keys with one deadline, as fast as one client can; gives up when that is over. */
async function load(wire: Wire, count: number, moment: number, prefix: string): Promise<void> {
  const size = 2_000;
  const answers = '+OK\r\n'.repeat(size);
  let unanswered = 0;
  for (let from = 0; from < count && Date.now() < moment; from += size) {
    let commands = '';
    for (let i = from; i < from + size; i++) {
      const key = prefix + String(i).padStart(8, '0');
      commands += `*5\r\n$3\r\nSET\r\n$12\r\n${key}\r\n$1\r\nv\r\n$4\r\nPXAT\r\n$13\r\n${moment}\r\n`;
    }
    wire.bytes(commands);
    // So that the server has work while the next ones are made.
    if (unanswered === 2) await wire.receives(answers);
    else unanswered++;
    await nextTurn();
  }
  for (; unanswered > 0; unanswered--) await wire.receives(answers);
}

/**
 * Asks for DBSIZE without a break until keys are gone. Tells whether some were left then, and how many ms that answer
 * took: a server that frees them all in one go answers when it is done.
 */
async function watchSize(wire: Wire, count: number): Promise<{ between: boolean; wait: number }> {
  const limit = Date.now() + 3000;
  for (let tries = 0; tries < 40 || Date.now() < limit; tries++) {
    const asked = performance.now();
    const size = await wire.command('DBSIZE').reply();
    if (size === count) continue;
    return { between: typeof size === 'number' && size > 0, wait: Math.round(performance.now() - asked) };
  }
  throw new Failure('wrong reply', 'not one of them was freed in 3 s', {
    expected: `DBSIZE goes from ${count} to 0`,
    received: `DBSIZE is still ${count}`,
  });
}
