// The second exercise: a smaller file.
import { exercise, expect, ok } from '../../harness/suite.ts';
import { fileOf, snapshotOf } from './rdb-reader.ts';

exercise(
  '06.71',
  'a snapshot of data that repeats itself is far smaller than the data',
  {
    why: 'values over 20 bytes go through LZF, and stay as they are when that makes them no smaller',
    read: 'lzf',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    const pairs = Array.from({ length: 100 }, () => [random.key(), random.text(20, 40).repeat(50)] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const size = pairs.reduce((sum, [, value]) => sum + value.length, 0);
    expect((await fileOf(server)).length, `the size of dump.rdb, for ${size} bytes of values`).toBeLessThan(
      size / 4,
    );
    await server.crash();
    await server.restart();
    const again = await connect(server);
    for (const [key, value] of pairs) await again.command('GET', key).replies(value);
  },
);

exercise(
  '06.72',
  'compression loses no byte, whatever the value',
  {
    why: 'a copy may overlap itself, is at most 264 bytes long and reaches at most 8,192 bytes back',
    read: 'lzf',
  },
  async ({ wire, server, random }) => {
    const piece = () => random.bytes(1, 12);
    const shapes = [
      () => random.bytes(21, 100_000),
      () => Buffer.alloc(random.integer(1, 1000), 'a'),
      () =>
        Buffer.concat(
          Array.from({ length: random.integer(1, 200) }, () => random.pick([words[0], words[1], piece()])),
        ),
      () => Buffer.concat([words[2], random.bytes(random.pick([8189, 8190, 8191, 8192, 8193])), words[2]]),
    ];
    const words = [piece(), piece(), random.bytes(300)] as const;
    const pairs = Array.from({ length: 60 }, (_, i) => [random.key(), shapes[i % 4]?.() ?? piece()] as const);
    await wire.command('MSET', ...pairs.flat()).replies(ok);
    await wire.command('SAVE').replies(ok);
    const { keys } = await snapshotOf(server);
    for (const [key, value] of pairs) {
      expect(keys.get(key)?.value.equals(value), `the value of ${value.length} bytes came back`).toBe(true);
    }
  },
);
