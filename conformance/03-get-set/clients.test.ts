// Many clients at once, and what real clients ask for.
import { between, core, error, expect, like, ok, type Reply, type Word } from '../../harness/suite.ts';
import { randomProgram } from './random-program.ts';

core(
  '03.59',
  'what one client sets, all others get',
  { why: 'the Map belongs to the server, not to the connection', read: 'one-thread-so-no-locks' },
  async ({ wire, connect, random }) => {
    const [key, value] = [random.key(), random.bytes(1, 40)];
    const other = await connect();
    await wire.command('SET', key, value).replies(ok);
    await other.command('GET', key).replies(value);
    await other.command('APPEND', key, '!').replies(value.length + 1);
    await wire.command('STRLEN', key).replies(value.length + 1);
  },
);

core(
  '03.60',
  'a value outlives the connection that set it',
  {
    why: 'what is forgotten with a connection is its input, not the keys it set',
    read: 'one-thread-so-no-locks',
  },
  async ({ wire, connect, random }) => {
    const [key, value] = [random.key(), random.bytes(1, 40)];
    await wire.command('SET', key, value).replies(ok);
    await wire.end().closes();
    await (await connect()).command('GET', key).replies(value);
  },
);

core(
  '03.61',
  'in a pipeline each command sees what those before it did',
  { why: 'a command is done before the next one begins', read: 'one-thread-so-no-locks' },
  async ({ wire, random }) => {
    const program = randomProgram(random, 400);
    wire.pipeline(program.map(({ command }) => command));
    await wire.replies(...program.map(({ reply }) => reply));
  },
);

core(
  '03.62',
  'an error in a pipeline does not stop the commands after it',
  { why: 'an error is a reply like any other', read: 'a-table-of-commands' },
  async ({ wire, random }) => {
    const key = random.key();
    await wire
      .pipeline([
        ['SET', key, 'x'],
        ['INCR', key],
        ['SET', key],
        ['SET', key, '1', 'NXX'],
        ['GET', key],
      ])
      .replies(ok, error(/^ERR value is not/), error(/^ERR wrong number/), error('ERR syntax error'), 'x');
  },
);

core(
  '03.63',
  'fifty clients that increment one key lose no update',
  {
    why: 'an `await` between reading the value and storing the sum lets another client in between',
    read: 'one-thread-so-no-locks',
  },
  async ({ connect, random }) => {
    const key = random.key();
    const wires = await Promise.all(Array.from({ length: 50 }, () => connect()));
    const each = random.integer(20, 40);
    for (const wire of wires) wire.pipeline(Array.from({ length: each }, () => ['INCR', key]));
    const counts: Reply[] = [];
    for (const wire of wires) for (let i = 0; i < each; i++) counts.push(await wire.reply());
    expect(new Set(counts).size, 'the number of different replies').toBe(50 * each);
    await (await connect()).command('GET', key).replies(`${50 * each}`);
  },
);

core(
  '03.64',
  'no client sees half of an MSET',
  { why: 'all pairs are set before any other command runs', read: 'one-thread-so-no-locks' },
  async ({ wire, connect, random }) => {
    const keys = Array.from({ length: 20 }, () => random.key());
    const reader = await connect();
    await wire.command('MSET', ...keys.flatMap((key) => [key, '0'])).replies(ok);
    wire.pipeline(Array.from({ length: 100 }, (_, i) => ['MSET', ...keys.flatMap((key) => [key, i + 1])]));
    for (let i = 0; i < 100; i++) {
      const values = await reader.command('MGET', ...keys).reply();
      const seen = new Set(Array.isArray(values) ? values.map(String) : [String(values)]);
      expect([...seen], 'the values of twenty keys: all from the same MSET').toEqual([
        expect.stringMatching(/^\d+$/),
      ]);
    }
    await wire.replies(...Array.from({ length: 100 }, () => ok));
  },
);

core(
  '03.65',
  'replies of one connection stay in order whatever the others do',
  {
    why: 'each connection has its own queue of replies, and a slow command keeps its place in it',
    read: 'one-thread-so-no-locks',
  },
  async ({ wire, connect, random }) => {
    const prefix = random.key();
    const large = random.bytes(20_000, 60_000);
    await wire.command('MSET', `${prefix}:1`, large, `${prefix}:2`, '').replies(ok);
    const wires = await Promise.all(Array.from({ length: 8 }, () => connect()));
    const programs = wires.map(() =>
      Array.from({ length: 60 }, (_, i): { command: Word[]; reply: string | Buffer | number | Buffer[] } =>
        random.pick([
          { command: ['GET', `${prefix}:1`], reply: large },
          { command: ['STRLEN', `${prefix}:1`], reply: large.length },
          { command: ['KEYS', `${prefix}:[0-1]`], reply: [Buffer.from(`${prefix}:1`)] },
          { command: ['ECHO', `${i}`], reply: `${i}` },
          { command: ['GET', `${prefix}:2`], reply: '' },
          { command: ['EXISTS', `${prefix}:2`, `${prefix}:3`], reply: 1 },
        ]),
      ),
    );
    for (const [i, one] of wires.entries()) one.pipeline(programs[i]?.map(({ command }) => command) ?? []);
    for (const [i, one] of random.shuffle([...wires.entries()])) {
      await one.replies(...(programs[i]?.map(({ reply }) => reply) ?? []));
    }
  },
);

core(
  '03.66',
  'CONFIG GET answers names and values in turn',
  { why: 'redis-benchmark asks for save and appendonly before it begins', read: 'what-clients-ask-for' },
  async ({ wire }) => {
    await wire.command('CONFIG', 'GET', 'save').replies(['save', like(/^[\d ]*$/)]);
    await wire.command('CONFIG', 'GET', 'appendonly').replies(['appendonly', like(/^(yes|no)$/)]);
  },
);

core(
  '03.67',
  'CONFIG GET of what is not configured answers an empty array',
  { why: 'no name matches, so there is nothing to tell: that is no error', read: 'what-clients-ask-for' },
  async ({ wire, random }) => {
    await wire.command('CONFIG', 'GET', random.text(10)).replies([]);
  },
);

core(
  '03.68',
  'COMMAND answers an array, and COMMAND COUNT how many commands there are',
  { why: 'redis-cli asks for it to help with what is typed', read: 'what-clients-ask-for' },
  async ({ wire }) => {
    await wire
      .command('COMMAND')
      .replies({ description: 'an array', matches: ({ value }) => Array.isArray(value) });
    await wire.command('COMMAND', 'COUNT').replies(between(20, 10_000));
  },
);

core(
  '03.69',
  'INFO answers lines of field:value below the headings of sections',
  { why: 'clients read redis_version there; lines end in CRLF', read: 'what-clients-ask-for' },
  async ({ wire }) => {
    await wire.command('INFO').replies(like(/^(?:(?:# [^\r\n]+|\w[^\r\n:]*:[^\r\n]*|)\r\n)+$/));
    await wire.command('INFO').replies(like(/^# Server\r\n(?:.+\r\n)*redis_version:\d+\.\d+\.\d+\r\n/m));
  },
);

core(
  '03.70',
  'INFO keyspace tells how many keys there are, and only that',
  {
    why: 'INFO with the name of a section answers that section, whatever its case',
    read: 'what-clients-ask-for',
  },
  async ({ wire, random }) => {
    for (let i = 0; i < random.integer(2, 20); i++) await wire.command('SET', random.key(), '').replies(ok);
    const count = await wire.command('DBSIZE').reply();
    const keyspace = like(new RegExp(`^# Keyspace\r\ndb0:keys=${count}(,.*)?\r\n$`));
    await wire.command('INFO', 'keyspace').replies(keyspace);
    await wire.command('INFO', 'Keyspace').replies(keyspace);
    await wire.command('FLUSHALL').replies(ok);
    await wire.command('INFO', 'keyspace').replies(like(/^# Keyspace\r\n$/));
  },
);

core(
  '03.71',
  'ioredis sets, gets and counts',
  { why: 'a real client sends what a test sends, and reads what a test reads', read: 'what-clients-ask-for' },
  async ({ client, random }) => {
    const [key, other, counter] = [random.key(), random.key(), random.key()];
    const value = `${random.text(1, 12)} ü\r\n`;
    expect(await client.set(key, value)).toBe('OK');
    expect(await client.get(key)).toBe(value);
    expect(await client.set(key, 'refused', 'NX')).toBe(null);
    expect(await client.mset({ [other]: '', [counter]: '41' })).toBe('OK');
    expect(await client.incr(counter)).toBe(42);
    expect(await client.mget(key, other, counter, random.key())).toEqual([value, '', '42', null]);
    expect(await client.del(key, other)).toBe(2);
    await expect(client.incrby(counter, 'one')).rejects.toThrow(
      'ERR value is not an integer or out of range',
    );
  },
);

core(
  '03.72',
  'ioredis sends and receives bytes',
  { why: 'a Buffer passes through unchanged', read: 'bytes-not-characters' },
  async ({ client, random }) => {
    const [key, value] = [random.bytes(8, 30), random.bytes(1, 2000)];
    expect(await client.set(key, value)).toBe('OK');
    expect((await client.getBuffer(key))?.equals(value)).toBe(true);
    expect(await client.exists(key)).toBe(1);
  },
);

core(
  '03.73',
  'ioredis pipelines',
  {
    why: 'the replies come in the order of the commands, errors in their places',
    read: 'one-thread-so-no-locks',
  },
  async ({ client, random }) => {
    const [key, value] = [random.key(), random.text(1, 12)];
    const results = await client.pipeline().set(key, `${value}!`).incr(key).get(key).strlen(key).exec();
    const [set, incr, ...others] = results ?? [];
    expect(set).toEqual([null, 'OK']);
    expect(String(incr?.[0])).toContain('ERR value is not an integer or out of range');
    expect(others).toEqual([
      [null, `${value}!`],
      [null, value.length + 1],
    ]);
  },
);
