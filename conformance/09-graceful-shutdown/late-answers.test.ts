// What is executed while the server ends is saved, too.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { core, expect, isClosed, ok, simple, untilDecided, type Wire } from '../../harness/suite.ts';
import { ends, savePoint, tellToEnd, ways } from './ending.ts';

core(
  '09.44',
  'what is answered behind the word to end is in the last snapshot',
  {
    why: 'commands that have come are executed first, and saved then: the other way round they are answered, and lost',
    read: 'nothing-acknowledged-is-lost',
  },
  async ({ start, connect, random }) => {
    const server = await start(savePoint);
    await untilDecided(async () => {
      const admin = await connect(server);
      const writers: Counting[] = [];
      while (writers.length < 2)
        writers.push({ wire: await connect(server), key: random.key(), answered: 0 });
      for (const { wire } of writers) await wire.command('PING').replies(simple('PONG'));
      // What a stopped process is sent waits in the kernel, in this order.
      server.signal('SIGSTOP');
      tellToEnd(server, random.pick(ways), admin);
      await admin.flushed();
      const count = 80; // 5 MiB for each: Node reads at most 2 MiB of a connection before it looks at others
      const increments = ({ key }: Counting) =>
        Array.from({ length: count }, () => [
          ['SET', 'k:large', Buffer.alloc(64 * 1024, 'x')],
          ['INCR', key],
        ]).flat();
      for (const writer of writers) writer.wire.pipeline(increments(writer));
      await nextTurn();
      server.signal('SIGCONT');
      await Promise.all(writers.map((writer) => countAnswers(writer, count)));
      await ends(server);
      await server.restart();
      const wire = await connect(server);
      for (const { key, answered } of writers) {
        const value = Number(await wire.command('GET', key).reply());
        expect(value, `${key}, incremented ${answered} times`).toBeGreaterThanOrEqual(answered);
      }
      // Who was cut off may have been too slow: nothing was answered late.
      return writers.every(({ answered }) => answered === count);
    });
  },
);

/** A client that increments a key of its own. */
interface Counting {
  readonly wire: Wire;
  readonly key: string;
  answered: number;
}

/** Reads what so many increments are answered, or as much of that as comes. */
async function countAnswers(writer: Counting, count: number): Promise<void> {
  try {
    while (writer.answered < count) {
      await writer.wire.replies(ok, writer.answered + 1);
      writer.answered++;
    }
  } catch (error) {
    if (!isClosed(error)) throw error;
  }
}
