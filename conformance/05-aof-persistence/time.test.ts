// Time goes on while the server is down: the log holds moments, not spans.
import { core, eventually, expect, ok, type Wire } from '../../harness/suite.ts';
import { aof, crashed } from './log.ts';

core(
  '05.8',
  'a deadline is a moment: it does not move while the server is down',
  {
    why: 'replayed an hour later, `EX 100` would give the key another 100 seconds: log when, not how long',
    read: 'a-moment-not-a-span',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const now = Date.now();
    const ways: ((key: string) => string)[] = [
      (key) => `SET ${key} v EX ${random.integer(90, 100)}`,
      (key) => `SET ${key} v PX ${random.integer(90_000, 100_000)}`,
      (key) => `SET ${key} v EXAT ${Math.floor(now / 1000) + random.integer(90, 100)}`,
      (key) => `SET ${key} v PXAT ${now + random.integer(90_000, 100_000)}`,
      (key) => `SETEX ${key} 100 v`,
      (key) => `PSETEX ${key} ${random.integer(90_000, 100_000)} v`,
      (key) => `SET ${key} v, EXPIRE ${key} 100`,
      (key) => `SET ${key} v, PEXPIRE ${key} ${random.integer(90_000, 100_000)}`,
      (key) => `SET ${key} v, EXPIREAT ${key} ${Math.floor(now / 1000) + 100}`,
      (key) => `SET ${key} v, PEXPIREAT ${key} ${now + random.integer(90_000, 100_000)}`,
      (key) => `SET ${key} v, GETEX ${key} EX 100`,
      (key) => `SET ${key} v EX 100, SET ${key} w KEEPTTL`,
      (key) => `SETEX ${key} 100 5, INCR ${key}`,
    ];
    const histories = ways.map((way) => ({ way: way('key'), key: random.key(), commands: way }));
    for (const { key, commands } of histories) await send(wire, commands(key));
    const keys = histories.map(({ key }) => key);
    const before = await deadlines(wire, keys);
    const after = await deadlines(await crashed(server, connect), keys);
    for (const [i, { way }] of histories.entries()) {
      // Two measurements of one moment overlap.
      expect(after[i]?.earliest, `the deadline after ${way}`).toBeLessThanOrEqual(before[i]?.latest ?? 0);
      expect(before[i]?.earliest, `the deadline after ${way}`).toBeLessThanOrEqual(after[i]?.latest ?? 0);
    }
  },
);

core(
  '05.9',
  'a key that lost its deadline has none after the restart',
  {
    why: 'PERSIST, GETEX … PERSIST and a plain SET end a deadline, so they belong in the log',
    read: 'a-moment-not-a-span',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const ways: ((key: string) => string)[] = [
      (key) => `SET ${key} v EX 100, PERSIST ${key}`,
      (key) => `SET ${key} v EX 100, GETEX ${key} PERSIST`,
      (key) => `SET ${key} v EX 100, SET ${key} w`,
      (key) => `SET ${key} v EX 100, GETSET ${key} w`,
      (key) => `SET ${key} v EX 100, DEL ${key}, APPEND ${key} v`,
    ];
    const keys = ways.map(() => random.key());
    for (const [i, way] of ways.entries()) await send(wire, way(keys[i] ?? ''));
    const again = await crashed(server, connect);
    for (const key of keys) await again.command('TTL', key).replies(-1);
  },
);

core(
  '05.10',
  'a key that expired is gone from the history too',
  {
    why: 'INCR after the expiry counted from 0, so the log says DEL before it; else the replay counts from the old value',
    read: 'an-expiry-is-a-del',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [counter, text, gone] = [random.key(), random.key(), random.key()];
    for (const key of [counter, text, gone]) {
      await wire.command('SET', key, random.integer(100, 200), 'PX', 20).replies(ok);
    }
    await eventually(() => wire.command('EXISTS', counter, text, gone).replies(0));
    await wire.command('INCR', counter).replies(1);
    await wire.command('APPEND', text, 'new').replies(3);
    const again = await crashed(server, connect);
    await again.command('GET', counter).replies('1');
    await again.command('GET', text).replies('new');
    await again.command('GET', gone).replies(null);
    await again
      .pipeline([
        ['TTL', counter],
        ['TTL', text],
      ])
      .replies(-1, -1);
  },
);

/** Sends commands, such as `SET a 1, INCR a`. */
async function send(wire: Wire, commands: string): Promise<void> {
  for (const command of commands.split(', ')) await wire.command(...command.split(' ')).reply();
}

/** Between which two moments (ms since 1970) each of these keys expires, as far as PTTL can tell. */
async function deadlines(
  wire: Wire,
  keys: readonly string[],
): Promise<{ earliest: number; latest: number }[]> {
  const asked = Date.now();
  wire.pipeline(keys.map((key) => ['PTTL', key]));
  const left: number[] = [];
  for (const _ of keys) {
    const ms = await wire.reply();
    left.push(typeof ms === 'number' && ms >= 0 ? ms : Number.NaN);
  }
  const answered = Date.now();
  // A server may read the clock once for all commands of a moment.
  return left.map((ms) => ({ earliest: asked + ms - 5, latest: answered + ms + 5 }));
}
