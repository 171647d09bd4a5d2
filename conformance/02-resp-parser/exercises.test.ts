// The four exercises of the stage: starter/02-resp-parser/EXERCISES.md
import {
  ErrorReply,
  error,
  exercise,
  expect,
  Failure,
  ok,
  type Reply,
  simple,
  type Wire,
} from '../../harness/suite.ts';

const pong = simple('PONG');

exercise(
  '02.65',
  "1. a browser's request closes the connection without a word",
  {
    why: 'POST and Host: are names in the table, too: they end the connection',
    read: 'a-web-page-as-a-client',
  },
  async ({ connect, random }) => {
    const request = `POST /${random.text(3)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nPING\r\n`;
    const requests = [
      request,
      request.toLowerCase(),
      `Host: ${random.text(5)}\r\nPING\r\n`,
      '*1\r\n$4\r\nPOST\r\n',
    ];
    for (const bytes of random.shuffle(requests)) await (await connect()).bytes(bytes).closes();
  },
);

exercise(
  '02.66',
  '1. the word POST does not, where it is no command',
  { why: 'only the name of a command is looked at, not its arguments', read: 'a-web-page-as-a-client' },
  async ({ wire }) => {
    await wire.command('ECHO', 'POST').replies('POST');
    await wire.bytes('ECHO Host:\r\n').replies('Host:');
    await wire.command('PING', 'host:').replies('host:');
  },
);

exercise(
  '02.67',
  '2. HELLO tells who the server is',
  {
    why: 'names and values take turns in one array: server, version, proto, id, mode, role, modules',
    read: 'resp3-and-hello',
  },
  async ({ wire, connect }) => {
    const first = pairs(await wire.command('HELLO').reply());
    expect([...first.keys()].sort()).toEqual(['id', 'mode', 'modules', 'proto', 'role', 'server', 'version']);
    expect(Object.fromEntries(first)).toMatchObject({
      proto: 2,
      mode: 'standalone',
      role: 'master',
      modules: [],
    });
    const other = await connect();
    const second = pairs(await other.command('HELLO', 2).reply());
    expect(second.get('proto')).toBe(2);
    // Which client is which, the id tells.
    expect(second.get('id')).not.toBe(first.get('id'));
    expect(pairs(await wire.command('HELLO').reply()).get('id')).toBe(first.get('id'));
  },
);

exercise(
  '02.68',
  '2. HELLO 3 changes to RESP3, in which the same is a map',
  { why: 'a map starts with % and the number of its pairs', read: 'resp3-and-hello' },
  async ({ wire, client }) => {
    const text = (await wire.bytes('HELLO 3\r\nHELLO\r\nPING\r\nQUIT\r\n').rest()).toString('latin1');
    expect(text).toMatch(
      /^%7\r\n.*\$5\r\nproto\r\n:3\r\n.*%7\r\n.*\$5\r\nproto\r\n:3\r\n.*\+PONG\r\n\+OK\r\n$/s,
    );
    // ioredis asks for RESP3 when it connects.
    expect(await client.call('HELLO')).toContain(3);
  },
);

exercise(
  '02.69',
  '2. HELLO refuses a version that it does not know, and changes nothing',
  {
    why: 'a client that asks for more than the server has must hear it, to fall back',
    read: 'resp3-and-hello',
  },
  async ({ wire, random }) => {
    const noproto = error('NOPROTO unsupported protocol version');
    for (const version of [1, random.integer(4, 99)]) await wire.command('HELLO', version).replies(noproto);
    await wire
      .command('HELLO', random.text(3).replaceAll(/\d/g, 'x'))
      .replies(error('ERR Protocol version is not an integer or out of range'));
    expect(pairs(await wire.command('HELLO').reply()).get('proto')).toBe(2);
  },
);

exercise(
  '02.70',
  '3. after CLIENT REPLY OFF nothing is answered, until CLIENT REPLY ON',
  {
    why: 'the commands run as before, but their replies are thrown away: errors, too',
    read: 'replies-nobody-waits-for',
  },
  async ({ wire, connect, random }) => {
    const [lost, word] = [random.text(1, 9), random.text(1, 9)];
    wire.pipeline([['CLIENT', 'REPLY', 'OFF'], ['PING'], ['ECHO', lost], [`no${lost}`], ['ECHO']]);
    await (await connect()).command('PING').replies(pong);
    wire.pipeline([
      ['client', 'reply', 'on'],
      ['ECHO', word],
    ]);
    await wire.replies(ok, word);
  },
);

exercise(
  '02.71',
  '3. after CLIENT REPLY SKIP one reply is left out',
  { why: 'the reply of the next command is skipped, and only that', read: 'replies-nobody-waits-for' },
  async ({ wire, random }) => {
    const [lost, word, last] = [random.text(1, 9), random.text(1, 9), random.text(1, 9)];
    wire.pipeline([
      ['CLIENT', 'REPLY', 'SKIP'],
      ['ECHO', lost],
      ['ECHO', word],
    ]);
    wire.pipeline([['CLIENT', 'REPLY', 'SKIP'], [`no${lost}`], ['ECHO', last]]);
    await wire.replies(word, last);
    // In the words of Redis: SKIP while replies are off changes nothing.
    wire.pipeline([['CLIENT', 'REPLY', 'OFF'], ['CLIENT', 'REPLY', 'SKIP'], ['PING'], ['ECHO', lost]]);
    wire.pipeline([
      ['CLIENT', 'REPLY', 'ON'],
      ['ECHO', word],
    ]);
    await wire.replies(ok, word);
  },
);

exercise(
  '02.72',
  '3. CLIENT REPLY takes ON, OFF or SKIP',
  {
    why: 'anything else is a syntax error; so far replies are on, and ON says OK',
    read: 'replies-nobody-waits-for',
  },
  async ({ wire, random }) => {
    await wire.command('CLIENT', 'REPLY', `x${random.text(3)}`).replies(error('ERR syntax error'));
    await wire
      .command('CLIENT', 'REPLY')
      .replies(error("ERR wrong number of arguments for 'client|reply' command"));
    await wire.command('CLIENT', 'REPLY', 'ON').replies(ok);
  },
);

exercise(
  '02.73',
  '4. MONITOR shows each command of each client',
  { why: 'a line with the time, the address and the words in quotes goes to every monitor', read: 'monitor' },
  async ({ wire, connect, random }) => {
    const [monitor, other] = [await connect(), await connect()];
    await monitor.command('MONITOR').replies(ok);
    const [one, two] = [random.text(1, 9), random.text(1, 9)];
    const before = Date.now() / 1000;
    await wire.command('ECHO', one).replies(one);
    const first = await shown(monitor);
    expect(first).toMatchObject({ words: `"ECHO" "${one}"` });
    expect(first.time).toBeGreaterThan(before - 1);
    expect(first.time).toBeLessThan(Date.now() / 1000 + 1);
    await other.command('ECHO', two, one).replies(error(/^ERR wrong number/));
    await other.command(`no${two}`).replies(error(/^ERR unknown command/));
    await other.command('pInG', two).replies(two);
    const second = await shown(monitor);
    // What is refused is not shown.
    expect(second).toMatchObject({ words: `"pInG" "${two}"` });
    expect(second.address).not.toBe(first.address);
  },
);

exercise(
  '02.74',
  '4. MONITOR quotes what can not be printed',
  {
    why: 'the escapes are those of inline commands: \\\\ \\" \\n \\r \\t \\a \\b and \\xhh',
    read: 'monitor',
  },
  async ({ wire, connect, random }) => {
    const monitor = await connect();
    await monitor.command('MONITOR').replies(ok);
    const plain = random.text(1, 9);
    const odd = `${plain} "'\\\n\r\t\x07\b\0\x7f`;
    await wire.command('ECHO', odd).replies(odd);
    expect(await shown(monitor)).toMatchObject({
      words: `"ECHO" "${plain} \\"'\\\\\\n\\r\\t\\a\\b\\x00\\x7f"`,
    });
    const bytes = random.bytes(300);
    await wire.command('ECHO', bytes).replies(bytes);
    const { words } = await shown(monitor);
    // Typed as an inline command, it means the same bytes again.
    await wire.bytes(`${words}\r\n`).replies(bytes);
    expect(await shown(monitor)).toMatchObject({ words });
  },
);

exercise(
  '02.75',
  '4. a monitor that leaves is forgotten, and the others go on',
  { why: 'the set of monitors loses a client when its connection closes', read: 'monitor' },
  async ({ wire, connect, random }) => {
    const [stays, leaves] = [await connect(), await connect()];
    await stays.command('MONITOR').replies(ok);
    await leaves.command('MONITOR').replies(ok);
    leaves[random.pick(['reset', 'close'] as const)]();
    for (const word of [random.text(1, 9), random.text(1, 9)]) {
      await wire.command('ECHO', word).replies(word);
      expect(await shown(stays)).toMatchObject({ words: `"ECHO" "${word}"` });
    }
  },
);

/** A flat array of names and values, as a Map. */
function pairs(reply: Reply): Map<string, unknown> {
  const items = Array.isArray(reply)
    ? reply.map((item) => (Buffer.isBuffer(item) ? item.toString() : item))
    : [];
  if (items.length === 0) {
    const received = reply instanceof ErrorReply ? `-${reply.message}` : String(reply);
    throw new Failure('wrong reply', '', { expected: 'an array of names and values', received });
  }
  return new Map(items.flatMap((item, i) => (i % 2 === 0 ? [[String(item), items[i + 1]] as const] : [])));
}

/** The next line that a monitor is shown: `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`. */
async function shown(monitor: Wire): Promise<{ time: number; address: string; words: string }> {
  const reply = await monitor.reply();
  const line = Buffer.isBuffer(reply) ? reply.toString('latin1') : String(reply);
  const form = /^(\d+\.\d{6}) \[0 (127\.0\.0\.1:\d+)\] (".*")$/;
  expect(line).toMatch(form);
  const [, time, address = '', words = ''] = form.exec(line) ?? [];
  return { time: Number(time), address, words };
}
