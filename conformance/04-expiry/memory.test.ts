// Takes long. What active expiry is good for: memory.
import { core, Failure, ok } from '../../harness/suite.ts';
import { allFreed } from './clock.ts';

core(
  '04.59',
  'the memory of keys that nobody reads is used again',
  {
    why: 'an expired key is deleted from both maps; a DBSIZE that only leaves it out frees nothing',
    read: 'active-expiry',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const megabyte = 2 ** 20;
    const value = Buffer.alloc(megabyte / 4, random.text(8));
    const before = server.usage()?.memory ?? 0;
    // A collector of garbage may let some of it lie for a while; what is never freed grows as fast as it is written.
    for (let written = 0; written < 1024; ) {
      for (let i = 0; i < 4 * 64; i++) wire.command('SET', random.key(), value, 'PX', 1);
      await wire.replies(...Array.from({ length: 4 * 64 }, () => ok));
      await allFreed(wire);
      written += 64;
      const grown = ((server.usage()?.memory ?? 0) - before) / megabyte;
      if (written >= 192 && grown < written / 2) return;
    }
    throw new Failure('wrong reply', '', {
      expected: 'a gigabyte of values that expired at once needs much less memory than that',
      received: `${(((server.usage()?.memory ?? 0) - before) / megabyte).toFixed(0)} MiB more than before`,
    });
  },
);
