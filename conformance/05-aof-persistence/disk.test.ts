// A full disk, made of a file-size limit, for which nobody needs rights: a write beyond it fails with EFBIG.
import { anyOf, core, error, eventually, Failure, ok, type Random, type Wire } from '../../harness/suite.ts';
import { aof, crashed } from './log.ts';

// 2048 blocks of 512 bytes. SIGXFSZ would kill a server that doesn't ignore it; what is ignored here stays so after exec.
const fullAt1MiB = { through: ['sh', '-c', 'trap "" XFSZ; ulimit -S -f 2048; exec "$@"', 'sh'] };
const unlimited = { through: [] };

for (const [id, policy, about] of [
  ['05.22', 'always', {}],
  [
    '05.23',
    'everysec',
    { notOnRedis: 'redis-server acknowledges the first write that fails, and refuses from the second on' },
  ],
] as const) {
  core(
    id,
    `with --appendfsync ${policy}, a write for which the disk has no room is not acknowledged`,
    {
      why: 'OK is said when write() has succeeded; said before, it is a promise that nobody can keep',
      read: 'when-the-disk-says-no',
      ...about,
    },
    async ({ start, connect, random }) => {
      const server = await start({ ...aof, appendfsync: policy }, {}, fullAt1MiB);
      const { taken, refused } = await fill(await connect(server), random);
      await server.crash();
      await server.restart(unlimited);
      const wire = await connect(server);
      for (const [key, value] of taken) await wire.command('GET', key).replies(value);
      await wire.command('GET', refused[0]).replies(anyOf(null, refused[1]));
    },
  );
}

core(
  '05.24',
  'while the log cannot be written, writes are refused and reads are answered',
  { why: 'what is in memory is still right; only new writes are impossible', read: 'when-the-disk-says-no' },
  async ({ start, connect, random }) => {
    const wire = await connect(await start(aof, {}, fullAt1MiB));
    const { taken } = await fill(wire, random);
    await wire.command('SET', random.key(), random.bytes(65_536)).replies(refusal);
    const [key, value] = taken[0] ?? ['', null];
    await wire.command('GET', key).replies(value);
  },
);

core(
  '05.25',
  'when the disk has room again, writes are taken again, and the log is whole',
  {
    why: 'half of the refused command may stand in the file: cut it off before anything is appended',
    read: 'when-the-disk-says-no',
    needs: ['prlimit', 'pgrep'],
  },
  async ({ start, connect, random, run }) => {
    const server = await start(aof, {}, fullAt1MiB);
    const wire = await connect(server);
    const { taken } = await fill(wire, random);
    // All processes of the group: the one that was started may be a shell.
    const lift = `for pid in $(pgrep -g ${server.pid}); do prlimit --pid $pid --fsize=unlimited:; done`;
    await run('sh', '-c', lift);
    const [key, value] = [random.key(), random.text(20)];
    await eventually(() => wire.command('SET', key, value).replies(ok));
    const again = await crashed(server, connect);
    for (const [name, content] of [...taken, [key, value]] as const) {
      await again.command('GET', name).replies(content);
    }
  },
);

const refusal = error(/^[A-Z]+ ./);

type Pair = readonly [key: string, value: Buffer];

/** Sets keys of 64 KiB each until the server refuses one, with an error or by ending the connection. */
async function fill(wire: Wire, random: Random): Promise<{ taken: Pair[]; refused: Pair }> {
  const taken: Pair[] = [];
  while (taken.length < 40) {
    const pair: Pair = [random.key(), random.bytes(65_536)];
    const reply = await wire
      .command('SET', ...pair)
      .reply()
      .catch((failure: unknown) => {
        if (failure instanceof Failure && failure.verdict === 'connection closed') return null;
        throw failure;
      });
    if (!Buffer.isBuffer(reply)) return { taken, refused: pair };
    taken.push(pair);
  }
  throw new Failure('wrong reply', 'a file may have 1 MiB here, yet 2.5 MiB of writes were acknowledged', {
    expected: 'an error reply',
    received: '+OK',
  });
}
