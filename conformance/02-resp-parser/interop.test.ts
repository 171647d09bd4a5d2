// Redis's own programs, and Redis itself as the judge.
import { expect, interop, type Random } from '../../harness/suite.ts';

interop(
  '02.62',
  'redis-cli can talk to the server',
  { why: 'it sends one array and prints the reply', read: 'a-table-of-commands', needs: ['redis-cli'] },
  async ({ server, run, random }) => {
    const message = `${random.text(1, 9)} ${random.text(1, 9)}`;
    const cli = (...words: string[]) => run('redis-cli', '-h', '127.0.0.1', '-p', `${server.port}`, ...words);
    expect((await cli('PING')).stdout).toBe('PONG');
    expect((await cli('ECHO', message)).stdout).toBe(message);
  },
);

interop(
  '02.63',
  'redis-benchmark can measure the server',
  {
    why: 'it sends PING as a line and as an array, on 20 connections',
    read: 'a-packet-is-not-a-command',
    needs: ['redis-benchmark'],
  },
  async ({ server, run }) => {
    const load = ['-t', 'ping_inline,ping_mbulk', '-n', '2000', '-c', '20', '--csv'];
    const { exitCode, stdout } = await run(
      'redis-benchmark',
      '-h',
      '127.0.0.1',
      '-p',
      `${server.port}`,
      ...load,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^"PING_INLINE","[\d.]+"/m);
    expect(stdout).toMatch(/^"PING_MBULK","[\d.]+"/m);
  },
);

interop(
  '02.64',
  'whatever is sent, the answer is that of Redis, byte for byte',
  {
    why: 'the same bytes went to a real redis-server; where the two differ, Redis is right',
    read: 'protocol-errors',
    needs: ['redis-server'],
  },
  async ({ connect, startRedis, random }) => {
    const redis = await startRedis();
    for (let i = 0; i < 80; i++) {
      // QUIT ends the connection, if nothing before it has.
      const bytes = `${Array.from({ length: random.integer(1, 4) }, () => anything(random)).join('')}QUIT\r\n`;
      const oracle = await connect(redis);
      const answer = await oracle.bytes(bytes).rest();
      const wire = await connect();
      await wire.bytes(bytes).receives(answer);
      await wire.closes();
      oracle.close();
      wire.close();
    }
  },
);

/** A command, a line or a frame, right or wrong. Latin1: a character is a byte. */
function anything(random: Random): string {
  const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;
  const array = (words: string[]) => `*${words.length}\r\n${words.map(bulk).join('')}`;
  const some = (item: () => string, most: number) => Array.from({ length: random.integer(0, most) }, item);
  const bytes = () => random.bytes(0, random.pick([3, 30, 200])).toString('latin1');
  const text = () => random.text(0, random.pick([3, 30, 200]));
  const typed = () =>
    random.pick(['a', 'n', '4', ' ', '\t', '\r', '\\', '\\x', '\\x4', '\\x41', '"', "'", 'ü']);
  const badNumber = () => random.pick(['', '-', '1x', 'x', '+1', ' 1', '1.0', '0x1', '99999999999999999999']);
  return random.pick([
    () => array(['ECHO', bytes()]),
    () => array([random.pick(['PING', 'ping', 'echo']), ...some(bytes, 3)]),
    () => array([random.pick(['nosuch', 'no such', '', '*1']), ...some(text, 5)]),
    () => `*${random.pick([badNumber(), '0', '-1', '-7', '1', '2'])}\r\n`,
    () => `*1\r\n$${random.pick([badNumber(), '-1', '-7'])}\r\n`,
    () => `*1\r\n${random.pick([...'+:-*#aZ '])}4\r\n`,
    () => `ECHO ${some(typed, 12).join('')}\r\n`,
    () => `${some(typed, 12).join('')}\n`,
  ])();
}
