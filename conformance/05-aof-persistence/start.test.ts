// When the port opens, and what is loaded before.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  core,
  ErrorReply,
  encodeCommand,
  expect,
  Failure,
  ok,
  type Server,
  type Wire,
} from '../../harness/suite.ts';
import { aof, crashed } from './log.ts';

core(
  '05.19',
  'no client ever sees a dataset that is replayed by half',
  {
    why: 'the port opens when the replay is done (or commands are answered with -LOADING until then)',
    read: 'replay-before-listen',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const wire = await connect(server);
    const [key, count] = [random.key(), 50_000];
    // So many commands that a client can come in between.
    const values = Array.from({ length: count }, () => `${random.integer(100_000, 999_999)}`);
    for (let i = 0; i < count; i += 1000) {
      const commands = values.slice(i, i + 1000).map((value) => encodeCommand(['SET', key, value]));
      await wire.bytes(Buffer.concat(commands)).receives('+OK\r\n'.repeat(commands.length));
    }
    await wire.command('SET', key, 'the last').replies(ok);
    await server.crash();
    let failed = false;
    const restart = server.restart({ samePort: true }).catch((error: unknown) => {
      failed = true;
      throw error;
    });
    const [seen] = await Promise.all([firstSight(server, connect, key, () => failed), restart]);
    expect(Buffer.isBuffer(seen) ? seen.toString() : seen, 'what the first client saw').toBe('the last');
  },
);

core(
  '05.20',
  'a --dir that is not there stops the start: exit status 1, and a message that names it',
  { why: 'a server that cannot keep its promise must not make it', read: 'when-the-disk-says-no' },
  async ({ refuses, server, random }) => {
    const dir = join(server.dir, random.text(8), 'missing');
    const { exit, output } = await refuses({ ...aof, dir });
    expect(exit.code, 'the exit status').toBe(1);
    expect(output).toContain(dir);
  },
);

core(
  '05.21',
  'the log wins over an RDB snapshot beside it',
  {
    why: 'the snapshot may be hours old; the log has each write, so only the log is loaded',
    read: 'the-log-wins-over-a-snapshot',
  },
  async ({ start, connect, random }) => {
    const server = await start(aof);
    const [key, value, other] = [random.key(), random.text(8), random.key()];
    await (await connect(server)).command('SET', key, value).replies(ok);
    writeFileSync(join(server.dir, 'dump.rdb'), snapshot({ [key]: 'old', [other]: 'old' }));
    const again = await crashed(server, connect);
    await again.command('GET', key).replies(value);
    await again.command('EXISTS', other).replies(0);
  },
);

/** What the first client that gets an answer sees under this key, or undefined when the server doesn't start. */
async function firstSight(
  server: Server,
  connect: (to: Server) => Promise<Wire>,
  key: string,
  ended: () => boolean,
) {
  while (!ended()) {
    try {
      const reply = await (await connect(server)).command('GET', key).reply();
      if (!(reply instanceof ErrorReply && reply.message.startsWith('LOADING'))) return reply;
    } catch (error) {
      if (!(error instanceof Failure) || error.verdict !== 'connection closed') throw error;
    }
    await delay(1);
  }
  return undefined;
}

/** An RDB file with these keys, short ones: https://github.com/redis/redis/blob/7.0/src/rdb.h */
function snapshot(values: Record<string, string>): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  const keys = Object.entries(values).map(([key, value]) =>
    Buffer.concat([Buffer.of(0), text(key), text(value)]),
  );
  // Database 0, the keys, the end, and a checksum of 0: "none".
  return Buffer.concat([
    Buffer.from('REDIS0009'),
    Buffer.of(0xfe, 0),
    ...keys,
    Buffer.of(0xff),
    Buffer.alloc(8),
  ]);
}
