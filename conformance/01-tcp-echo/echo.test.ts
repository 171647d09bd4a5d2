// Every byte comes back, unchanged and in order, to the client that sent it, however late it reads.
import { core, type Wire } from '../../harness/suite.ts';
import { line, lines, MiB } from './texts.ts';

core(
  '01.1',
  'what a client sends comes back to it',
  {
    why: 'the server does not write to the socket on which it received something, or writes something of its own',
    read: 'the-data-event',
  },
  async ({ wire, random }) => {
    const said = line(random);
    await wire.bytes(said).receives(said);
  },
);

core(
  '01.2',
  'a byte comes back at once: no line end, no second byte is waited for',
  { why: 'the server gathers a line or a block before it answers', read: 'a-stream-has-no-messages' },
  async ({ wire, random }) => {
    for (const letter of random.text(10, 20)) await wire.bytes(letter).receives(letter);
  },
);

core(
  '01.3',
  'line ends, spaces and empty lines come back as they came',
  { why: 'the server trims or splits what it received', read: 'bytes-not-text' },
  async ({ wire, random }) => {
    const blanks = random.shuffle([' ', '\n', '\r\n', '\r', '\t', '\n\n', '   \r\n']);
    const text = `${blanks.map((blank) => blank + random.text(1, 4) + blank).join('')}\n`;
    await wire.bytes(text).receives(text);
  },
);

core(
  '01.4',
  'each of the 256 byte values comes back as it was',
  {
    why: 'the server turned the bytes into text and back: not every byte is a character',
    read: 'bytes-not-text',
  },
  async ({ wire, random }) => {
    const bytes = Buffer.from([...random.shuffle([...Array(256).keys()]), 0x0a]);
    await wire.bytes(bytes).receives(bytes);
  },
);

core(
  '01.5',
  'a character that is cut into two packets comes back whole',
  {
    why: 'the server decoded each packet by itself: half a character is not a character',
    read: 'bytes-not-text',
  },
  async ({ wire, random }) => {
    const text = Buffer.from(
      `${random.shuffle(['é', 'ß', '漢', '字', '€', '😀', random.text(2)]).join('')}\n`,
    );
    await (await wire.fragments(text, random.sizes(text.length, 1))).receives(text);
  },
);

core(
  '01.6',
  'no word is a command: QUIT, exit and Ctrl-C come back like any other',
  { why: 'the server looks at what it should only send back', read: 'the-data-event' },
  async ({ wire, random }) => {
    const words = [
      'QUIT\r\n',
      'quit\n',
      'exit\n',
      'bye\r\n',
      '.\r\n',
      '\x03',
      '\x04',
      '*1\r\n$4\r\nQUIT\r\n',
    ];
    for (const word of random.shuffle(words)) await wire.bytes(word).receives(word);
  },
);

core(
  '01.7',
  'a message comes back the same however it is cut into packets',
  { why: 'the server takes a chunk for a message', read: 'a-stream-has-no-messages' },
  async ({ wire, random }) => {
    const message = lines(random, 4_000);
    await (await wire.fragments(message, random.sizes(message.length, 200))).receives(message);
  },
);

core(
  '01.8',
  'a thousand messages, small and large, come back in the order in which they were sent',
  {
    why: 'the server answers in an order of its own: an answer waits for something that another does not',
    read: 'a-stream-has-no-messages',
  },
  async ({ wire, random }) => {
    const messages = Array.from(
      { length: 1_000 },
      (_, i) => `${i} ${'.'.repeat(random.integer(0, 3_000))}\n`,
    );
    for (const message of messages) wire.bytes(message);
    await wire.receives(messages.join(''));
  },
);

core(
  '01.9',
  '16 MiB come back unchanged',
  {
    why: 'the server keeps only so many bytes, or loses those that a full connection does not take at once',
    read: 'slow-readers',
  },
  async ({ wire, random }) => {
    const message = lines(random, 16 * MiB);
    await wire.bytes(message).receives(message);
  },
);

core(
  '01.10',
  'two clients each get their own bytes',
  { why: 'the server keeps one "current" client, or sends to all', read: 'many-clients-one-thread' },
  async ({ wire, connect, random }) => {
    const other = await connect();
    const [own, others] = [line(random), line(random)];
    wire.bytes(own);
    await other.bytes(others).receives(others);
    await wire.receives(own);
    await other.bytes(own).receives(own);
  },
);

core(
  '01.11',
  'a hundred clients that talk at once do not mix',
  { why: 'something that belongs to one connection is shared by all', read: 'many-clients-one-thread' },
  async ({ connect, random }) => {
    const clients: { wire: Wire; said: string }[] = [];
    while (clients.length < 100) clients.push({ wire: await connect(), said: '' });
    for (const client of random.shuffle([...clients, ...clients, ...clients])) {
      const next = line(random);
      client.wire.bytes(next);
      client.said += next;
    }
    for (const { wire, said } of clients) await wire.receives(said);
  },
);

core(
  '01.12',
  'a client that says nothing holds nobody up',
  {
    why: 'the server serves one client to its end before it turns to the next',
    read: 'many-clients-one-thread',
  },
  async ({ wire: silent, connect, random }) => {
    const said = line(random);
    await (await connect()).bytes(said).receives(said);
    await silent.bytes(said).receives(said);
  },
);

core(
  '01.13',
  'a client that does not read holds nobody up',
  { why: 'the server waits until a slow client has taken all of its bytes', read: 'slow-readers' },
  async ({ wire: slow, connect, random }) => {
    const other = await connect();
    const message = lines(random, 8 * MiB);
    await slow.pause().bytes(message).taken();
    const said = line(random);
    await other.bytes(said).receives(said);
    await slow.resume().read(message.length);
  },
);

core(
  '01.14',
  'a client that reads late gets each byte',
  {
    why: 'bytes that the connection could not take at once were dropped, or overwritten by later ones',
    read: 'slow-readers',
  },
  async ({ wire: slow, random }) => {
    const message = lines(random, 8 * MiB);
    await slow.pause().bytes(message).taken();
    await slow.resume().receives(message);
  },
);
