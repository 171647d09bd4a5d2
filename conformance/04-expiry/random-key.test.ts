// The second exercise: any living key.
import { exercise, expect, ok } from '../../harness/suite.ts';
import { past } from './clock.ts';

exercise(
  '04.65',
  'RANDOMKEY gives any of the keys, and nil when there is none',
  { why: 'each key has its turn: the first key of a Map is no random one', read: 'any-living-key' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    await wire.command('RANDOMKEY').replies(null);
    const keys = [random.key(), random.key(), random.key()];
    for (const key of keys) await wire.command('SET', key, '').replies(ok);
    const seen = new Set<string>();
    // That one of three is never among 200 happens once in 10^35 runs.
    for (let i = 0; i < 200; i++) seen.add(String(await wire.command('RANDOMKEY').reply()));
    expect([...seen].sort()).toEqual([...keys].sort());
  },
);

exercise(
  '04.66',
  'RANDOMKEY never gives an expired key, though nothing else may be left',
  {
    why: 'it draws again; and when all that is left is over, the answer is nil and not an endless search',
    read: 'any-living-key',
  },
  async ({ start, connect, random }) => {
    const wire = await connect(await start());
    const expire = async () => {
      const keys = Array.from({ length: 50 }, () => random.key());
      await wire.pipeline(keys.map((key) => ['SET', key, '', 'PX', 1])).replies(...keys.map(() => ok));
      await past(Date.now() + 1);
    };
    // Something may have freed them by then: at another moment it will not.
    for (let round = 0; round < 3; round++) {
      await expire();
      await wire.command('RANDOMKEY').replies(null);
    }
    const living = random.key();
    await wire.command('SET', living, '', 'EX', 100).replies(ok);
    for (let round = 0; round < 3; round++) {
      await expire();
      await wire.pipeline([['RANDOMKEY'], ['RANDOMKEY']]).replies(living, living);
    }
  },
);
