// Snapshots written by others: what surrounds strings.
import { core, expect, ok } from '../../harness/suite.ts';
import { deadline, deadlineInSeconds, list, pair, rdb, selectDb } from './rdb-writer.ts';

core(
  '06.22',
  'a deadline may be in milliseconds or in seconds',
  {
    why: '0xfc: 8 bytes of ms; 0xfd: 4 bytes of seconds; both for the one key that follows',
    read: 'deadlines',
  },
  async ({ start, connect, random }) => {
    const ms = Date.now() + random.integer(1e6, 1e12);
    const seconds = Math.floor(Date.now() / 1000) + random.integer(1000, 1_000_000);
    const [a, b, c] = [random.key(), random.key(), random.key()];
    const parts = [deadline(ms), pair(a, 1), deadlineInSeconds(seconds), pair(b, 2), pair(c, 3)];
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    const wire = await connect(server);
    await wire.command('PEXPIRETIME', a).replies(ms);
    await wire.command('PEXPIRETIME', b).replies(seconds * 1000);
    await wire.command('PTTL', c).replies(-1);
  },
);

core(
  '06.23',
  'a key that expired while the server was down does not come back',
  {
    why: 'its deadline is compared with the clock when it is loaded, or when it is looked up',
    read: 'deadlines',
  },
  async ({ start, connect, random }) => {
    const [dead, alive] = [random.key(), random.key()];
    const parts = [deadline(Date.now() - random.integer(1, 5000)), pair(dead, 'x'), pair(alive, 'y')];
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), ...parts]) });
    const wire = await connect(server);
    await wire.command('GET', dead).replies(null);
    await wire.command('KEYS', '*').replies([alive]);
    await wire.command('SET', dead, 'z').replies(ok);
    await wire.command('PTTL', dead).replies(-1);
  },
);

core(
  '06.24',
  'a checksum of zero is not checked',
  { why: 'Redis writes eight zero bytes when rdbchecksum is off', read: 'the-checksum' },
  async ({ start, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    const file = rdb([selectDb(0), pair(key, value)], { checksum: Buffer.alloc(8) });
    const server = await start({}, { 'dump.rdb': file });
    await (await connect(server)).command('GET', key).replies(value);
  },
);

core(
  '06.25',
  'a file of an old version is loaded; before version 5 it has no checksum',
  {
    why: 'any version from 1 on is fine; 0xff is the last byte of a file before version 5',
    read: 'the-checksum',
  },
  async ({ start, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 60)];
    const version = `000${random.integer(1, 4)}`;
    const server = await start({}, { 'dump.rdb': rdb([selectDb(0), pair(key, value)], { version }) });
    await (await connect(server)).command('GET', key).replies(value);
  },
);

core(
  '06.26',
  'a list is loaded, or refused by the name of its type; never dropped',
  {
    why: 'a server that knows strings only must say which key it can not load, and exit with status 1',
    read: 'damaged-files',
  },
  async ({ start, refuses, connect, random }) => {
    const key = random.key();
    const files = { 'dump.rdb': rdb([selectDb(0), pair(random.key(), 'x'), list(key, ['a', 'b'])]) };
    const refusal = await refuses({}, files).catch(() => undefined);
    if (refusal === undefined) {
      const server = await start({}, files);
      await (await connect(server)).command('LRANGE', key, 0, -1).replies(['a', 'b']);
      return;
    }
    expect(refusal.exit.code, 'the exit status').toBe(1);
    expect(refusal.output.toLowerCase(), 'the message').toContain('list');
  },
);

core(
  '06.27',
  'several databases are loaded, or refused; never mixed into one',
  {
    why: '0xfe names the database of the keys that follow; a server with one says that it has no other',
    read: 'damaged-files',
  },
  async ({ start, refuses, connect, random }) => {
    const key = random.key();
    const other = random.integer(1, 15);
    const files = { 'dump.rdb': rdb([selectDb(0), pair(key, 'zero'), selectDb(other), pair(key, 'other')]) };
    const refusal = await refuses({}, files).catch(() => undefined);
    if (refusal === undefined) {
      const server = await start({}, files);
      await (await connect(server))
        .pipeline([
          ['GET', key],
          ['SELECT', other],
          ['GET', key],
        ])
        .replies('zero', ok, 'other');
      return;
    }
    expect(refusal.exit.code, 'the exit status').toBe(1);
    expect(refusal.output.toLowerCase(), 'the message').toMatch(/\bdatabases?\b|\bdb\b/);
  },
);
