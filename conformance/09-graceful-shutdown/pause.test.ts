// The third exercise: a pause.
import { error, exercise, expect, ok } from '../../harness/suite.ts';

exercise(
  '09.38',
  'CLIENT PAUSE WRITE makes writes wait, not reads; after CLIENT UNPAUSE all is executed in order',
  {
    why: 'the client waits, so what it has sent behind waits, too; nothing is refused, nothing is lost',
    read: 'a-pause',
  },
  async ({ wire, connect, random }) => {
    const [key, ...writers] = [random.key(), await connect(), await connect()];
    const mode = random.pick(['WRITE', 'write']);
    await wire.command('SET', key, 'old').replies(ok);
    await wire.command('CLIENT', 'PAUSE', 60_000, mode).replies(ok);
    for (const [i, writer] of writers.entries()) {
      writer.pipeline([
        ['GET', key],
        ['APPEND', key, i],
        ['STRLEN', key],
        ['ECHO', i],
      ]);
      await writer.replies('old');
    }
    await wire.command('PUBSUB', 'NUMPAT').reply();
    await wire.command('GET', key).replies('old');
    for (const writer of writers) expect(writer.unread, 'bytes that came during the pause').toBe(0);
    await wire.command('CLIENT', 'UNPAUSE').replies(ok);
    const lengths = await Promise.all(
      writers.map(async (writer, i) => {
        const replies = [await writer.reply(), await writer.reply()];
        await writer.replies(`${i}`);
        return replies;
      }),
    );
    expect(lengths.map(([appended]) => appended).sort(), 'the replies to APPEND').toEqual([4, 5]);
    const value = lengths[0]?.[0] === 4 ? 'old01' : 'old10';
    await wire.command('GET', key).replies(value);
  },
);

exercise(
  '09.39',
  'CLIENT PAUSE makes all commands wait, and ends by itself',
  {
    why: 'ALL is what is meant when nothing is said; when the time is over, clients go on without UNPAUSE',
    read: 'a-pause',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [wire, other] = [await connect(server), await connect(server)];
    const [ms, key] = [random.integer(100, 300), random.key()];
    const mode = random.pick([[], ['ALL'], ['all']]);
    const begun = performance.now();
    await wire.command('CLIENT', 'PAUSE', ms, ...mode).replies(ok);
    other.pipeline([
      ['GET', key],
      ['SET', key, 'x'],
      ['GET', key],
    ]);
    expect(await other.reply({ idleFor: 5_000 })).toBe(null);
    expect(performance.now() - begun, 'how many ms the GET took').toBeGreaterThanOrEqual(ms - 2);
    await other.replies(ok, 'x');
  },
);

exercise(
  '09.40',
  'a second CLIENT PAUSE never shortens the first',
  {
    why: 'two operators may have their reasons: the later end counts',
    read: 'a-pause',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [wire, writer] = [await connect(server), await connect(server)];
    const key = random.key();
    const begun = performance.now();
    await wire.command('CLIENT', 'PAUSE', 400, 'WRITE').replies(ok);
    await wire.command('CLIENT', 'PAUSE', random.integer(1, 50), 'WRITE').replies(ok);
    writer.command('SET', key, 'x');
    await writer.reply({ idleFor: 5_000 });
    expect(performance.now() - begun, 'how many ms the SET took').toBeGreaterThanOrEqual(398);
  },
);

exercise(
  '09.41',
  'a CLIENT PAUSE that is wrong is an error, and nobody waits',
  { why: 'the time is in ms, at least 0; the mode is WRITE or ALL', read: 'a-pause' },
  async ({ wire, random }) => {
    const word = random.text(3, 6);
    await wire
      .command('CLIENT', 'PAUSE', word)
      .replies(error('ERR timeout is not an integer or out of range'));
    await wire.command('CLIENT', 'PAUSE', -1).replies(error('ERR timeout is negative'));
    const mode = error('ERR CLIENT PAUSE mode must be WRITE or ALL');
    await wire.command('CLIENT', 'PAUSE', 60_000, 'READ').replies(mode);
    await wire
      .command('CLIENT', 'PAUSE')
      .replies(error("ERR wrong number of arguments for 'client|pause' command"));
    await wire.command('SET', random.key(), 'x').replies(ok);
  },
);
