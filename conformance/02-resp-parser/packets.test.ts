// TCP carries bytes, not commands: a packet may hold a piece of one, or thousands of them.
import { core, encodeCommand, error, type Random, simple } from '../../harness/suite.ts';

const pong = simple('PONG');

core(
  '02.20',
  'a command may come in two packets',
  {
    why: 'keep the bytes of a command that is not whole until the rest has come',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const word = random.text(5, 20);
    const bytes = encodeCommand(['ECHO', word]);
    // The cut is in the word itself: all lengths are known by then.
    const tail = random.integer(3, word.length + 1);
    await (await wire.fragments(bytes, [bytes.length - tail, tail])).replies(word);
  },
);

core(
  '02.21',
  'a command may be cut at every byte',
  {
    why: 'a cut may fall inside a length, between CR and LF, or before the last LF: read no header before its CRLF is there',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const word = Buffer.concat([Buffer.from(random.text(10, 12)), Buffer.from('\r\n')]);
    const bytes = encodeCommand(['ECHO', word]);
    for (let cut = 1; cut < bytes.length; cut++) {
      await (await wire.fragments(bytes, [cut, bytes.length - cut])).replies(word);
    }
  },
);

core(
  '02.22',
  'a command may come byte by byte',
  { why: 'the unfinished command must survive any number of packets', read: 'a-packet-is-not-a-command' },
  async ({ wire, random }) => {
    const word = random.bytes(8, 16);
    const bytes = encodeCommand(['ECHO', word]);
    await (await wire.fragments(bytes, Array(bytes.length).fill(1))).replies(word);
    await wire.command('PING').replies(pong);
  },
);

core(
  '02.23',
  'several commands may come in one packet',
  {
    why: 'take commands out of the buffer until there is no whole one left',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const words = wordsOf(random, random.integer(3, 9));
    wire.pipeline(words.map((word) => ['ECHO', word]));
    await wire.replies(...words);
  },
);

core(
  '02.24',
  'a packet may end with a piece of the next command',
  {
    why: 'what is left after the last whole command is the start of the next one: keep it',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const words = wordsOf(random, random.integer(3, 6));
    const last = random.text(5, 9);
    const whole = Buffer.concat(words.map((word) => encodeCommand(['ECHO', word])));
    const next = encodeCommand(['PING', last]);
    const cut = random.integer(1, next.length - 1);
    await wire.fragments(Buffer.concat([whole, next]), [whole.length + cut]);
    await wire.replies(...words);
    await wire.bytes(next.subarray(cut)).replies(last);
  },
);

core(
  '02.25',
  'replies come in the order of the commands',
  {
    why: 'a client tells replies apart by their order only: none may overtake another',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const large = random.bytes(200_000, 400_000);
    const [one, two] = [random.text(1, 9), random.text(1, 9)];
    wire.pipeline([
      ['ECHO', one],
      ['PING'],
      [`no${one}`],
      ['ECHO', large],
      ['PING'],
      ['ECHO'],
      ['PING', two],
    ]);
    await wire.replies(one, pong, error(/^ERR unknown/), large, pong, error(/^ERR wrong number/), two);
  },
);

core(
  '02.26',
  'thousands of commands may come in one packet',
  { why: 'a function that calls itself once a command runs out of stack: loop', read: 'loop-do-not-recurse' },
  async ({ wire, random }) => {
    const prefix = random.text(1, 5);
    const words = Array.from({ length: 10_000 }, (_, i) => prefix + i);
    wire.bytes(Buffer.concat(words.map((word) => encodeCommand(['ECHO', word]))));
    await wire.receives(words.map((word) => `$${word.length}\r\n${word}\r\n`).join(''));
    await wire.bytes('PING\r\n'.repeat(20_000)).receives('+PONG\r\n'.repeat(20_000));
  },
);

core(
  '02.27',
  'commands may be cut into packets in any way',
  {
    why: 'where packets end says nothing: the same bytes give the same replies',
    read: 'a-packet-is-not-a-command',
  },
  async ({ wire, random }) => {
    const words = Array.from({ length: 300 }, () => random.bytes(0, random.pick([5, 50, 500])));
    const bytes = Buffer.concat(words.map((word) => encodeCommand(['ECHO', word])));
    const pieces = random.sizes(bytes.length, Math.ceil(bytes.length / random.pick([5, 50, 100])));
    await (await wire.fragments(bytes, pieces)).replies(...words);
  },
);

core(
  '02.28',
  'each connection has its own unfinished command',
  {
    why: 'one parser for all connections mixes what they send: make one when a client connects',
    read: 'one-parser-a-connection',
  },
  async ({ connect, random }) => {
    const clients = await Promise.all(
      wordsOf(random, 5).map(async (word) => ({ word, wire: await connect() })),
    );
    const left = clients.map(({ word, wire }) => ({ wire, bytes: encodeCommand(['ECHO', word]) }));
    while (left.some(({ bytes }) => bytes.length > 0)) {
      for (const one of random.shuffle(left)) {
        const size = Math.min(one.bytes.length, random.integer(1, 9));
        await one.wire.fragments(one.bytes, [size]);
        one.bytes = one.bytes.subarray(size);
      }
    }
    for (const { word, wire } of random.shuffle(clients)) await wire.replies(word);
  },
);

core(
  '02.29',
  'a client that says it will send no more still gets its replies',
  {
    why: 'the end of the input is no reason to throw replies away: `printf "PING\\r\\n" | nc` ends so',
    read: 'clients-come-and-go',
  },
  async ({ wire, random }) => {
    const word = random.text(1, 9);
    wire.pipeline([['PING'], ['ECHO', word]]).end();
    await wire.replies(pong, word);
    await wire.closes();
  },
);

core(
  '02.30',
  'a client that vanishes in the middle of a command leaves nothing behind',
  {
    why: 'a reset is an `error` event of the socket: without a listener it ends the process',
    read: 'clients-come-and-go',
  },
  async ({ wire, connect, random }) => {
    for (const leave of random.shuffle(['reset', 'reset', 'end', 'close'] as const)) {
      const other = await connect();
      const bytes = encodeCommand(['ECHO', random.text(9)]);
      await other.fragments(bytes, [random.integer(1, bytes.length - 1)]);
      other[leave]();
      await wire.command('PING').replies(pong);
    }
    await (await connect()).command('PING').replies(pong);
  },
);

function wordsOf(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => random.text(1, 20));
}
