// The programs that come with Redis, unmodified.
import { expect, interop } from '../../harness/suite.ts';

interop(
  '03.74',
  'redis-cli sends a command and prints its reply',
  {
    needs: ['redis-cli'],
    why: 'it sends the command as an array of bulk strings',
    read: 'what-clients-ask-for',
  },
  async ({ server, run, random }) => {
    const cli = (...words: string[]) => run('redis-cli', '-p', `${server.port}`, ...words);
    const [key, value] = [random.key(), `${random.text(1, 12)} ü`];
    expect(await cli('SET', key, value)).toMatchObject({ stdout: 'OK', exitCode: 0 });
    expect(await cli('GET', key)).toMatchObject({ stdout: value, exitCode: 0 });
    expect(await cli('--no-raw', 'GET', `${key}?`)).toMatchObject({ stdout: '(nil)', exitCode: 0 });
    expect(await cli('--no-raw', 'STRLEN', key)).toMatchObject({
      stdout: `(integer) ${Buffer.byteLength(value)}`,
    });
    expect(await cli('-e', 'INCR', key)).toMatchObject({
      stderr: 'ERR value is not an integer or out of range',
      exitCode: 1,
    });
  },
);

interop(
  '03.75',
  'redis-cli runs a session of several commands',
  { needs: ['redis-cli'], why: 'all of them use one connection', read: 'what-clients-ask-for' },
  async ({ server, run, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    const session = `SET ${key} "${value} \\x00"\\nSTRLEN ${key}\\nSELECT 0\\nDEL ${key}\\nnosuchcommand\\nPING\\n`;
    const { stdout, exitCode } = await run('sh', '-c', `printf '${session}' | redis-cli -p ${server.port}`);
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.includes('unknown command'));
    expect(lines).toEqual(['OK', `${value.length + 2}`, 'OK', '1', 'PONG']);
    expect(exitCode).toBe(0);
  },
);

interop(
  '03.76',
  'redis-cli --pipe loads many keys',
  {
    needs: ['redis-cli'],
    why: 'it sends without waiting and counts the replies',
    read: 'what-clients-ask-for',
  },
  async ({ server, wire, run, random }) => {
    const [prefix, count] = [random.key(), random.integer(2000, 3000)];
    const load = `seq ${count} | sed 's/.*/SET ${prefix}:& &/' | redis-cli -p ${server.port} --pipe`;
    const { stdout } = await run('sh', '-c', load);
    expect(stdout).toContain(`errors: 0, replies: ${count}`);
    await wire.command('MGET', `${prefix}:1`, `${prefix}:${count}`).replies(['1', `${count}`]);
  },
);

interop(
  '03.77',
  'redis-benchmark runs without an error or a warning',
  {
    needs: ['redis-benchmark'],
    why: 'it asks for CONFIG GET save and appendonly, and then sends as much as it can',
    read: 'what-clients-ask-for',
  },
  async ({ server, wire, run }) => {
    const tests = ['PING_INLINE', 'PING_MBULK', 'SET', 'GET', 'INCR', 'MSET (10 keys)'];
    const options = ['-t', 'ping,set,get,incr,mset', '-n', '4000', '-c', '50', '-P', '8', '--csv'];
    const { stdout, stderr, exitCode } = await run('redis-benchmark', '-p', `${server.port}`, ...options);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const names = stdout.split('\n').map((line) => line.split('","')[0]?.slice(1));
    expect(names).toEqual(expect.arrayContaining(tests));
    await wire.command('GET', 'counter:__rand_int__').replies('4000');
  },
);
