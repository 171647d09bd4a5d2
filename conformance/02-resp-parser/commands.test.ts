// Commands that come one at a time, each whole: what they answer, and what is said to those that are no command.
import { core, error, simple } from '../../harness/suite.ts';

const pong = simple('PONG');
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

core(
  '02.1',
  'PING is answered with PONG',
  {
    why: 'the parser has not found the command yet, or nobody has answered it',
    read: 'resp-in-five-minutes',
  },
  async ({ wire }) => {
    await wire.bytes('*1\r\n$4\r\nPING\r\n').replies(pong);
  },
);

core(
  '02.2',
  'a connection answers one command after another',
  {
    why: 'after a command the parser starts anew, at the byte that follows it',
    read: 'a-cursor-in-a-buffer',
  },
  async ({ wire, random }) => {
    for (let i = random.integer(3, 9); i > 0; i--) await wire.command('PING').replies(pong);
  },
);

core(
  '02.3',
  'PING with a message answers with the message',
  {
    why: 'the second word of the array is the message; the reply is a bulk string',
    read: 'a-table-of-commands',
  },
  async ({ wire, random }) => {
    const message = random.text(1, 20);
    await wire.command('PING', message).replies(message);
  },
);

core(
  '02.4',
  'ECHO answers with its argument',
  { why: 'ECHO is not in the table of commands yet', read: 'a-table-of-commands' },
  async ({ wire, random }) => {
    for (const word of [random.text(1, 20), random.text(1), random.text(200, 400)]) {
      await wire.command('ECHO', word).replies(word);
    }
  },
);

core(
  '02.5',
  'the name of a command may be in any case',
  { why: 'names are compared in one case; arguments stay as they are', read: 'a-table-of-commands' },
  async ({ wire, random }) => {
    for (const name of random.shuffle(['ECHO', 'echo', 'eCHo', 'Echo'])) {
      const word = random.pick([random.text(5).toUpperCase(), random.text(5)]);
      await wire.command(name, word).replies(word);
    }
  },
);

core(
  '02.6',
  'a bulk string may be empty',
  {
    why: '$0 is followed by no bytes and by CRLF; `if (text)` is false for the empty string',
    read: 'bytes-not-characters',
  },
  async ({ wire }) => {
    await wire.command('ECHO', '').replies('');
    await wire.command('PING', '').replies('');
  },
);

core(
  '02.7',
  'a bulk string may hold CRLF',
  { why: 'a bulk string is read by its length, never up to the next CRLF', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    for (const word of [
      '\r\n',
      `${random.text(3)}\r\n${random.text(3)}`,
      `${random.text(2)}\r\n\r\n`,
      '\n',
      '\r',
    ]) {
      await wire.command('ECHO', word).replies(word);
    }
  },
);

core(
  '02.8',
  'a bulk string may look like RESP',
  { why: 'what is inside a bulk string is data, whatever it looks like', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    const words = [
      '*1\r\n$4\r\nPING\r\n',
      '$4\r\nPING\r\n',
      '*1\r\n$4',
      '-ERR no\r\n',
      '$-1\r\n',
      '+PONG',
      ':1\r\n',
      '*',
    ];
    for (const word of random.shuffle(words)) await wire.command('ECHO', word).replies(word);
  },
);

core(
  '02.9',
  'a bulk string may hold any bytes',
  { why: 'bytes that pass through a UTF-8 string come out changed', read: 'bytes-not-characters' },
  async ({ wire, random }) => {
    for (const word of [everyByte, random.bytes(1, 400), Buffer.from([random.integer(128, 255)])]) {
      await wire.command('ECHO', word).replies(word);
    }
  },
);

core(
  '02.10',
  'lengths count bytes, not characters',
  {
    why: '"ü" is one character and two bytes; a length that says 1 cuts it in half',
    read: 'bytes-not-characters',
  },
  async ({ wire, random }) => {
    for (const letter of random.shuffle(['ü', 'ß', '€', '漢', '😀'])) {
      const word = letter.repeat(random.integer(1, 9)) + random.text(0, 3);
      await wire.command('ECHO', word).replies(word);
    }
  },
);

core(
  '02.11',
  'a command says when it got too few or too many arguments',
  {
    why: 'the table knows how many words each command takes: check that before you run it',
    read: 'errors-in-rediss-words',
  },
  async ({ wire, random }) => {
    const [one, two] = [random.text(1, 5), random.text(1, 5)];
    const told = (name: string) => error(`ERR wrong number of arguments for '${name}' command`);
    await wire.command('ECHO').replies(told('echo'));
    await wire.command('ECHO', one, two).replies(told('echo'));
    await wire.command('PING', one, two).replies(told('ping'));
    await wire.command('pInG', one, two, one).replies(told('ping'));
  },
);

core(
  '02.12',
  'an unknown command is an error that quotes its name and its arguments',
  {
    why: 'the name as it was sent, then each argument in quotes with a space after it',
    read: 'errors-in-rediss-words',
  },
  async ({ wire, random }) => {
    const [name, one, two] = [`No${random.text(3, 8)}`, random.text(0, 5), random.text(1, 5)];
    const start = `ERR unknown command '${name}', with args beginning with: `;
    await wire.command(name).replies(error(start));
    await wire.command(name, one).replies(error(`${start}'${one}' `));
    await wire.command(name, one, two).replies(error(`${start}'${one}' '${two}' `));
  },
);

core(
  '02.13',
  'after such an error the connection works as before',
  {
    why: 'the frame was read to its end, only its meaning was wrong: there is no reason to close',
    read: 'errors-in-rediss-words',
  },
  async ({ wire, random }) => {
    const word = random.text(1, 9);
    await wire.command('ECHO').replies(error(/^ERR wrong number of arguments/));
    await wire.command('ECHO', word).replies(word);
    await wire.command(`no${random.text(5)}`, '1', '2').replies(error(/^ERR unknown command/));
    await wire.command('ECHO', word).replies(word);
  },
);

core(
  '02.14',
  'a name that every JavaScript object knows is no command',
  {
    why: 'looked up in a plain object, `constructor` is found: use a Map, or an object without a prototype',
    read: 'a-table-of-commands',
  },
  async ({ wire, random }) => {
    for (const name of random.shuffle(['constructor', '__proto__', 'toString', 'valueOf'])) {
      await wire.command(name).replies(error(`ERR unknown command '${name}', with args beginning with: `));
    }
  },
);

core(
  '02.15',
  'an error is one line, whatever it quotes',
  {
    why: 'a CRLF in the name would end the error early, and the rest would be read as a reply',
    read: 'errors-in-rediss-words',
  },
  async ({ wire, random }) => {
    const [name, word] = [`no${random.text(3)}`, random.text(1, 5)];
    await wire
      .command(`${name}\r\n+OK`, `${word}\r\n+OK`)
      .replies(error(`ERR unknown command '${name}  +OK', with args beginning with: '${word}  +OK' `));
    await wire.command('PING').replies(pong);
  },
);

core(
  '02.16',
  'an error quotes no more than 128 bytes of a name and of arguments',
  { why: 'an error that repeats a megabyte helps nobody', read: 'errors-in-rediss-words' },
  async ({ wire, random }) => {
    const name = random.text(129, 300);
    await wire
      .command(name)
      .replies(error(`ERR unknown command '${name.slice(0, 128)}', with args beginning with: `));
    const [one, two, three] = [random.text(70), random.text(200), random.text(5)];
    // 'one' and its quotes and space take 73 bytes, so 55 are left for two, and nothing for three.
    await wire
      .command('no', one, two, three)
      .replies(error(`ERR unknown command 'no', with args beginning with: '${one}' '${two.slice(0, 55)}' `));
  },
);
