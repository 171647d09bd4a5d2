// Frames that mean nothing, and frames that make no sense.
import {
  anyOf,
  core,
  encodeCommand,
  error,
  expect,
  type Random,
  simple,
  type Wire,
} from '../../harness/suite.ts';

const pong = simple('PONG');
const invalidCount = error('ERR Protocol error: invalid multibulk length');
const invalidLength = error('ERR Protocol error: invalid bulk length');

core(
  '02.48',
  'empty arrays and null arrays are ignored',
  { why: '*0 and *-1 ask for nothing: the next command starts after them', read: 'empty-arrays' },
  async ({ wire, random }) => {
    const word = random.text(1, 9);
    await wire.bytes('*0\r\n*1\r\n$4\r\nPING\r\n').replies(pong);
    await wire.bytes(`*-1\r\n*0\r\n*0\r\n*2\r\n$4\r\nECHO\r\n$${word.length}\r\n${word}\r\n`).replies(word);
    await wire
      .bytes(`*-${random.integer(2, 99)}\r\n`)
      .command('PING')
      .replies(pong);
  },
);

core(
  '02.49',
  'a count of arguments that is no number is a protocol error',
  {
    why: 'nothing after this byte makes sense: say what is wrong, then close the connection',
    read: 'protocol-errors',
  },
  async ({ connect, random }) => {
    for (const count of random.shuffle([
      random.pick(['a', 'ten', '!']),
      '',
      '-',
      `1${random.pick(['a', '?'])}`,
    ])) {
      await refuses(await connect(), `*${count}\r\n`, invalidCount);
    }
  },
);

core(
  '02.50',
  'an argument that is no bulk string is a protocol error',
  {
    why: 'the elements of a command start with $; the error quotes the byte that came instead',
    read: 'protocol-errors',
  },
  async ({ connect, random }) => {
    for (const byte of ['+', ':', '*', '-', random.pick([...'aZ%~_#4'])]) {
      const expected = error(`ERR Protocol error: expected '$', got '${byte}'`);
      await refuses(await connect(), `*2\r\n$4\r\nECHO\r\n${byte}1\r\n`, expected);
      await refuses(await connect(), `*1\r\n${byte}4\r\nPING\r\n`, expected);
    }
  },
);

core(
  '02.51',
  'a length of an argument that is no number is a protocol error',
  { why: 'without a length nobody knows where the argument ends', read: 'protocol-errors' },
  async ({ connect, random }) => {
    for (const length of random.shuffle([
      random.pick(['a', 'four', '$']),
      '',
      '-',
      `4${random.pick(['a', '?'])}`,
    ])) {
      await refuses(await connect(), `*1\r\n$${length}\r\nPING\r\n`, invalidLength);
    }
  },
);

core(
  '02.52',
  'an argument can not be null',
  { why: '$-1 is for replies; as an argument it is an invalid length', read: 'protocol-errors' },
  async ({ connect, random }) => {
    for (const length of [1, random.integer(2, 999)]) {
      await refuses(await connect(), `*2\r\n$4\r\nECHO\r\n$-${length}\r\n`, invalidLength);
    }
  },
);

core(
  '02.53',
  'a length is decimal digits and nothing else',
  {
    why: 'Number() and parseInt() take " 4", "+4", "4.0", "0x4" and "4e0": look at each byte',
    read: 'lengths-are-digits',
  },
  async ({ connect, random }) => {
    for (const length of random.shuffle([' 4', '4 ', '+4', '4.0', '0x4', '4e0', '4,0'])) {
      await refuses(await connect(), `*1\r\n$${length}\r\nPING\r\n`, invalidLength);
      await refuses(await connect(), `*${length.replace('4', '1')}\r\n$4\r\nPING\r\n`, invalidCount);
    }
  },
);

core(
  '02.54',
  'commands before a protocol error are answered first',
  {
    why: 'the replies that wait to be sent are sent, then the error, then the connection ends',
    read: 'protocol-errors',
  },
  async ({ wire, random }) => {
    const words = Array.from({ length: random.integer(2, 50) }, () => random.text(1, 9));
    const commands = words.map((word) => encodeCommand(['ECHO', word]));
    wire.bytes(Buffer.concat([...commands, Buffer.from(pick(random))]));
    await wire.replies(...words, error(/^ERR Protocol error: /));
    await wire.closes();
  },
);

core(
  '02.55',
  'nothing after a protocol error is answered',
  { why: 'who lost count of the bytes may take data for commands: stop there', read: 'protocol-errors' },
  async ({ wire, random }) => {
    await refuses(wire, `${pick(random)}PING\r\n*1\r\n$4\r\nPING\r\n`, error(/^ERR Protocol error: /));
  },
);

core(
  '02.56',
  'a protocol error of one client touches no other',
  {
    why: 'an exception that nobody catches ends the process, and with it every connection',
    read: 'protocol-errors',
  },
  async ({ connect, random }) => {
    const [before, word] = [await connect(), random.text(2, 9)];
    const bytes = encodeCommand(['ECHO', word]);
    const cut = random.integer(1, bytes.length - 1);
    await before.fragments(bytes, [cut]);
    for (const bad of malformed) await refuses(await connect(), bad, error(/^ERR Protocol error: /));
    await before.bytes(bytes.subarray(cut)).replies(word);
    await (await connect()).command('PING').replies(pong);
  },
);

core(
  '02.57',
  'an argument of more than 512 MiB is refused as soon as its length is known',
  { why: 'check the length before you wait, or allocate, for that many bytes', read: 'limits' },
  async ({ connect, random }) => {
    const lengths = [
      536_870_913,
      random.integer(536_870_914, 2 ** 31 - 1),
      2 ** 32 + 4,
      2 ** 53,
      '99999999999999999999',
    ];
    for (const length of lengths) await refuses(await connect(), `*1\r\n$${length}\r\n`, invalidLength);
  },
);

core(
  '02.58',
  'more than 2,147,483,647 arguments are refused as soon as their count is known',
  {
    why: '`new Array(2 ** 32)` throws: check the count first (a limit of 1,048,576 will do)',
    read: 'limits',
  },
  async ({ connect, random }) => {
    const counts = [
      2 ** 31,
      random.integer(2 ** 31 - 9, 2 ** 31 - 1) + 10,
      2 ** 32,
      2 ** 32 + 1,
      '99999999999999999999',
    ];
    for (const count of counts) await refuses(await connect(), `*${count}\r\n`, invalidCount);
  },
);

core(
  '02.59',
  'a million arguments that never come cost nothing',
  { why: 'a count is a promise: make room for arguments when they come', read: 'limits' },
  async ({ wire, connect, random }) => {
    // Redis 6 refuses more than 1,048,576 at once, Redis 7 takes up to 2,147,483,647: then the next line is wrong.
    const refused = anyOf(invalidCount, error("ERR Protocol error: expected '$', got '!'"));
    for (const count of [2 ** 20 + 1, random.integer(2 ** 20 + 1, 2 ** 31 - 1), 2 ** 31 - 1]) {
      await refuses(await connect(), `*${count}\r\n!\r\n`, refused);
    }
    await wire.command('PING').replies(pong);
  },
);

core(
  '02.60',
  'an argument of hundreds of MiB is waited for, and nobody waits with it',
  { why: 'it is within the limit; while it comes, other clients are served', read: 'limits' },
  async ({ wire, connect, random }) => {
    const waiting = await connect();
    const header = `*2\r\n$4\r\nECHO\r\n$${random.integer(300, 500) * 1024 * 1024}\r\n`;
    await waiting.fragments(header + random.text(9), [header.length, 9]);
    await wire.command('PING').replies(pong);
    expect(waiting.unread).toBe(0);
  },
);

core(
  '02.61',
  'a length that never ends is refused after 64 KiB',
  { why: 'a client that sends no CRLF must not fill the memory', read: 'limits' },
  async ({ connect, random }) => {
    const digits = () => random.pick([...'123456789']).repeat(random.integer(64 * 1024 + 1, 70_000));
    await refuses(await connect(), `*${digits()}`, error('ERR Protocol error: too big mbulk count string'));
    await refuses(
      await connect(),
      `*1\r\n$${digits()}`,
      error('ERR Protocol error: too big bulk count string'),
    );
  },
);

const malformed = ['*x\r\n', '*1\r\n!4\r\n', '*1\r\n$x\r\n', '*1\r\n$-1\r\n', '"\r\n'];

function pick(random: Random): string {
  return random.pick(malformed);
}

/** Sends these bytes, and expects this error and the end of the connection. */
async function refuses(wire: Wire, bytes: string, expected: ReturnType<typeof error>): Promise<void> {
  await wire.bytes(bytes).replies(expected);
  await wire.closes();
}
