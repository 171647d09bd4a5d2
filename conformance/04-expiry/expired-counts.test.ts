// The third exercise: what has expired.
import { exercise, like, ok } from '../../harness/suite.ts';
import { past, sweptSoon } from './clock.ts';
import { far, given } from './volatile.ts';

exercise(
  '04.67',
  'INFO keyspace tells how many keys there are, and how many of them have a deadline',
  { why: 'db0:keys=3,expires=2,… as redis-cli and every monitor reads it', read: 'what-has-expired' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const [mortal, changed] = [
      await given(wire, random, '', far(random)),
      await given(wire, random, '', far(random)),
    ];
    await given(wire, random, '');
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=3,expires=2,avg_ttl=\d+\r$/m));
    await wire.command('PERSIST', changed).replies(1);
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=3,expires=1,avg_ttl=\d+\r$/m));
    await wire.command('DEL', mortal).replies(1);
    await wire.command('INFO', 'keyspace').replies(like(/^db0:keys=2,expires=0,avg_ttl=\d+\r$/m));
  },
);

exercise(
  '04.68',
  'INFO stats counts the keys that expired, those found by a reader and those that nobody read',
  {
    why: 'each expired key counts once, whoever finds it; one that is deleted or overwritten did not expire',
    read: 'what-has-expired',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const expired = (count: number) =>
      wire.command('INFO', 'stats').replies(like(new RegExp(`^expired_keys:${count}\r$`, 'm')));
    await expired(0);
    const [read, unread] = [random.integer(1, 9), random.integer(1, 9)];
    for (let i = 0; i < read; i++) {
      const key = random.key();
      await wire.command('SET', key, '', 'PX', 1).replies(ok);
      await past(Date.now() + 1);
      await wire
        .pipeline([
          ['GET', key],
          ['GET', key],
        ])
        .replies(null, null);
    }
    await expired(read);
    for (let i = 0; i < unread; i++) await wire.command('SET', random.key(), '', 'PX', 1).replies(ok);
    await sweptSoon(() => expired(read + unread));
    const key = await given(wire, random, '1', far(random));
    await wire.command('SET', key, '2').replies(ok);
    await wire.command('DEL', key).replies(1);
    await expired(read + unread);
  },
);
