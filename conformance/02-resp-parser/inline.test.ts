// Inline commands: a line typed by hand, as with `nc`, instead of an array.
import { core, error, simple } from '../../harness/suite.ts';

const pong = simple('PONG');
const unbalanced = error('ERR Protocol error: unbalanced quotes in request');

core(
  '02.33',
  'a line that is no array is a command, too',
  { why: 'a command that does not start with * is a line of words', read: 'inline-commands' },
  async ({ wire, random }) => {
    const word = random.text(1, 9);
    await wire.bytes('PING\r\n').replies(pong);
    await wire.bytes(`echo ${word}\r\n`).replies(word);
    await wire.bytes('ECHO\r\n').replies(error("ERR wrong number of arguments for 'echo' command"));
  },
);

core(
  '02.34',
  'a line may end with LF alone',
  { why: '`nc` sends what the Enter key gives: LF without CR', read: 'inline-commands' },
  async ({ wire, random }) => {
    const word = random.text(1, 9);
    await wire.bytes(`PING\nECHO ${word}\nPING\r\n`).replies(pong, word, pong);
  },
);

core(
  '02.35',
  'spaces around the words of a line do not count',
  { why: 'words are separated by one or more spaces or tabs', read: 'inline-commands' },
  async ({ wire, random }) => {
    const [word, spaces] = [random.text(1, 9), () => ' '.repeat(random.integer(2, 9))];
    await wire.bytes(`${spaces()}ECHO${spaces()}${word}${spaces()}\r\n`).replies(word);
    await wire.bytes(`ECHO\t${word}\r\n`).replies(word);
  },
);

core(
  '02.36',
  'an empty line is ignored',
  { why: 'no words, no command: there is nothing to answer', read: 'inline-commands' },
  async ({ wire }) => {
    await wire.bytes('\r\n\n   \r\nPING\r\n').replies(pong);
    await wire.command('PING').replies(pong);
  },
);

core(
  '02.37',
  'lines and arrays may take turns',
  { why: 'each command starts anew: its first byte tells which of the two it is', read: 'inline-commands' },
  async ({ wire, random }) => {
    const [one, two, three] = [random.text(1, 9), random.text(1, 9), random.text(1, 9)];
    wire.bytes(`ECHO ${one}\r\n*2\r\n$4\r\nECHO\r\n$${two.length}\r\n${two}\r\nECHO ${three}\n`);
    await wire.replies(one, two, three);
  },
);

core(
  '02.38',
  'a line may come in pieces',
  { why: 'a line is whole when its LF has come', read: 'a-packet-is-not-a-command' },
  async ({ wire, random }) => {
    const word = random.text(10, 30);
    const line = `ECHO "${word}"\r\n`;
    await (await wire.fragments(line, random.sizes(line.length, 3))).replies(word);
    const long = random.text(30_000, 60_000);
    await wire.bytes(`ECHO ${long}\r\n`).replies(long);
  },
);

core(
  '02.39',
  'quotes keep spaces together',
  { why: 'inside quotes a space is a character like any other', read: 'quotes-and-escapes' },
  async ({ wire, random }) => {
    const words = `${random.text(1, 5)}  ${random.text(1, 5)} `;
    await wire.bytes(`ECHO "${words}"\r\n`).replies(words);
    await wire.bytes(`ECHO '${words}'\r\n`).replies(words);
    await wire.bytes(`'ECHO' "it's"\r\n`).replies("it's");
    await wire.bytes(`"ECHO" 'say "hi"'\r\n`).replies('say "hi"');
  },
);

core(
  '02.40',
  'quotes with nothing between them are an empty word',
  {
    why: 'nothing between two spaces is no word; nothing between two quotes is one',
    read: 'quotes-and-escapes',
  },
  async ({ wire, random }) => {
    const quotes = random.shuffle([`""`, `''`]);
    for (const empty of quotes) await wire.bytes(`ECHO ${empty}\r\n`).replies('');
  },
);

core(
  '02.41',
  'a backslash between double quotes starts an escape',
  {
    why: '\\n \\r \\t \\b \\a are control characters; of any other character the backslash is dropped',
    read: 'quotes-and-escapes',
  },
  async ({ wire, random }) => {
    const escapes: [typed: string, meant: string][] = [
      ['\\n', '\n'],
      ['\\r', '\r'],
      ['\\t', '\t'],
      ['\\b', '\b'],
      ['\\a', '\x07'],
      ['\\"', '"'],
      ['\\\\', '\\'],
      ['\\q', 'q'],
    ];
    for (const [typed, meant] of escapes) await wire.bytes(`ECHO "${typed}"\r\n`).replies(meant);
    const mixed = Array.from({ length: 30 }, () => random.pick([...escapes, ['z', 'z'] as const]));
    const typed = mixed.map(([text]) => text).join('');
    await wire.bytes(`ECHO "${typed}"\r\n`).replies(mixed.map(([, text]) => text).join(''));
  },
);

core(
  '02.42',
  'any byte can be typed as \\x and two hexadecimal digits',
  {
    why: 'the two digits are one byte, in either case; without two of them, \\x is an x',
    read: 'quotes-and-escapes',
  },
  async ({ wire, random }) => {
    const bytes = random.bytes(20, 40);
    const typed = [...bytes].map((byte) => {
      const digits = byte.toString(16).padStart(2, '0');
      return `\\x${random.pick([digits, digits.toUpperCase()])}`;
    });
    await wire.bytes(`ECHO "${typed.join('')}"\r\n`).replies(bytes);
    await wire.bytes('ECHO "\\xzz"\r\n').replies('xzz');
    await wire.bytes('ECHO "\\x4"\r\n').replies('x4');
  },
);

core(
  '02.43',
  "between single quotes only \\' is an escape",
  {
    why: 'single quotes take everything as it is, but for the quote that would end them',
    read: 'quotes-and-escapes',
  },
  async ({ wire, random }) => {
    const word = random.text(1, 5);
    await wire.bytes(`ECHO 'it\\'s ${word}'\r\n`).replies(`it's ${word}`);
    await wire.bytes(`ECHO '${word}\\n\\x41\\"'\r\n`).replies(`${word}\\n\\x41\\"`);
  },
);

core(
  '02.44',
  'outside quotes a backslash is a backslash',
  { why: 'escapes are known inside quotes only', read: 'quotes-and-escapes' },
  async ({ wire, random }) => {
    const word = `${random.text(1, 5)}\\n\\x41`;
    await wire.bytes(`ECHO ${word}\r\n`).replies(word);
  },
);

core(
  '02.45',
  'quotes that do not end are a protocol error',
  {
    why: 'the line is over before the quote is: say so and close the connection',
    read: 'quotes-and-escapes',
  },
  async ({ connect, random }) => {
    const word = random.text(1, 9);
    for (const line of random.shuffle([`ECHO "${word}`, `ECHO '${word}`, `ECHO "${word}\\"`, `'`])) {
      const wire = await connect();
      await wire.bytes(`${line}\r\n`).replies(unbalanced);
      await wire.closes();
    }
  },
);

core(
  '02.46',
  'a closing quote ends its word',
  {
    why: 'what follows a closing quote is a space or the end of the line: anything else is unbalanced',
    read: 'quotes-and-escapes',
  },
  async ({ connect, random }) => {
    const word = random.text(1, 9);
    for (const line of random.shuffle([`ECHO "${word}"x`, `ECHO '${word}'x`, `ECHO "${word}""${word}"`])) {
      const wire = await connect();
      await wire.bytes(`${line}\r\n`).replies(unbalanced);
      await wire.closes();
    }
  },
);

core(
  '02.47',
  'a line that never ends is refused after 64 KiB',
  { why: 'a client that sends no LF must not fill the memory', read: 'limits' },
  async ({ wire, random }) => {
    const length = random.integer(64 * 1024 + 1, 70_000);
    await wire.bytes(random.text(length)).replies(error('ERR Protocol error: too big inline request'));
    await wire.closes();
  },
);
