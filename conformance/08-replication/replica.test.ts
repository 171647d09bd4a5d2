// Takes long. The replica's side, told by a master that the harness plays: the handshake, the snapshot, the stream.
import { core, encodeCommand, eventually, expect } from '../../harness/suite.ts';
import { deadline, pair, rdb } from '../06-rdb-snapshots/rdb-writer.ts';
import { soon, tells } from './pair.ts';
import { replicateScripted, scriptMaster } from './scripted-master.ts';

core(
  '08.20',
  'a server that is started with --replicaof says PING, where it listens, and that it has nothing: PSYNC ? -1',
  {
    why: 'a master cannot know what it is talking to, unless that is said',
    read: 'the-handshake',
  },
  async ({ start, listen, random }) => {
    const master = scriptMaster(await listen(), random);
    const server = await start({ replicaof: `127.0.0.1 ${master.port}` });
    const { introduction, asked } = await master.accept(server);
    expect(introduction[0], 'what it says first').toEqual(['ping']);
    const [, port] = /\blistening-port (\S+)/i.exec(introduction.join(' ').replaceAll(',', ' ')) ?? [];
    expect(port, 'where it says that it listens').toBe(`${server.port}`);
    expect(asked, 'what it asks of PSYNC').toEqual(['?', '-1']);
  },
);

core(
  '08.21',
  'a replica is patient: empty lines come before the snapshot, and that in pieces',
  {
    why: 'with an empty line a master says that it is still busy; the length says where the snapshot ends, not a packet',
    read: 'the-handshake',
  },
  async ({ second, listen, connect, random }) => {
    const [key, value] = [random.key(), random.bytes(200, 2000)];
    const { wire, master, link } = await replicateScripted(second, { connect, listen, random });
    const snapshot = rdb([pair(key, value)]);
    const lines = [
      '\n',
      `+FULLRESYNC ${master.id} ${master.offset}\r\n`,
      '\n',
      '\n',
      `$${snapshot.length}\r\n`,
    ];
    // Each line comes whole: Redis serves nobody else while it waits for the rest of one.
    const sizes = [...lines.map((line) => line.length), ...random.sizes(snapshot.length, 100)];
    await link.wire.fragments(Buffer.concat([Buffer.from(lines.join('')), snapshot]), sizes);
    await eventually(() => wire.command('GET', key).replies(value), soon);
  },
);

core(
  '08.22',
  'the stream begins right behind the snapshot, and is cut anywhere',
  {
    why: 'no CRLF follows the snapshot; what comes in the same packet is the stream, and half a command has to wait for the rest',
    read: 'applying-the-stream',
  },
  async ({ second, listen, connect, random }) => {
    const [key, value] = [random.key(), random.text(1, 50)];
    const { wire, master, link } = await replicateScripted(second, { connect, listen, random });
    const commands = [
      ['SELECT', '0'],
      ['SET', key, `${value}\r\n`],
      ...Array.from({ length: 20 }, (_, i) => ['APPEND', key, `${i},`]),
    ];
    const stream = Buffer.concat(commands.map(encodeCommand));
    const snapshot = rdb([pair(key, 'old')]);
    const head = `+FULLRESYNC ${master.id} ${master.offset}\r\n$${snapshot.length}\r\n`;
    const bytes = Buffer.concat([Buffer.from(head), snapshot, stream]);
    // The first piece holds the snapshot, and the stream up to somewhere in SET.
    const first = bytes.length - stream.length + random.integer(30, 60);
    await link.wire.fragments(bytes, [first, ...random.sizes(bytes.length - first, 30)]);
    const numbers = Array.from({ length: 20 }, (_, i) => `${i},`).join('');
    await eventually(() => wire.command('GET', key).replies(`${value}\r\n${numbers}`), soon);
  },
);

core(
  '08.23',
  'a replica that is asked for its offset tells how many bytes it has, and says nothing else',
  {
    why: 'each byte of the stream counts, also those of PING and SELECT, but not yet those of the question; commands of a master get no reply',
    read: 'offsets',
  },
  async ({ second, listen, connect, random }) => {
    const key = random.key();
    const { master, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(pair(key, random.text(3)));
    for (let round = 0; round < 3; round++) {
      link.tell('SELECT', '0');
      for (let i = random.integer(1, 20); i > 0; i--) link.tell('APPEND', key, random.bytes(0, 30));
      link.tell('PING');
      link.tell('GET', key);
      const offset = master.offset;
      expect(await link.ask(), 'the offset that it tells').toBe(offset);
    }
  },
);

core(
  '08.24',
  'a replica tells its offset each second, without being asked',
  {
    why: 'so its master knows that it is alive, and how far it is',
    read: 'offsets',
  },
  async ({ second, listen, connect, random }) => {
    const key = random.key();
    const { wire, master, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll();
    link.tell('SET', key, 'x');
    await eventually(() => wire.command('GET', key).replies('x'), soon);
    while ((await link.acknowledged()) < master.offset);
  },
);

core(
  '08.25',
  'a replica keeps what it has until the new snapshot has come whole, then it has that and nothing else',
  {
    why: 'a link may break in the middle: then it begins again with PING, and clients are served what was there',
    read: 'applying-the-stream',
  },
  async ({ second, listen, connect, random }) => {
    const [old, both, fresh] = [random.key(), random.key(), random.key()];
    const { wire, master, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(pair(old, 'x'), pair(both, 'before'));
    await eventually(() => wire.command('GET', both).replies('before'), soon);

    master.id = random.bytes(20).toString('hex');
    link.wire.reset();
    const broken = await master.accept(second);
    const snapshot = rdb([pair(both, 'after'), pair(fresh, random.bytes(5000))]);
    const head = `+FULLRESYNC ${master.id} ${master.offset}\r\n$${snapshot.length}\r\n`;
    await broken.wire
      .bytes(head)
      .fragments(snapshot.subarray(0, -1), random.sizes(snapshot.length - 1, 3000));
    await wire.command('MGET', old, both, fresh).replies(['x', 'before', null]);
    broken.wire.reset();

    const last = await master.accept(second);
    last.sendAll(pair(both, 'after'));
    await eventually(() => wire.command('MGET', old, both, fresh).replies([null, 'after', null]), soon);
  },
);

core(
  '08.26',
  'a replica removes no key by itself, but shows none whose time is over',
  {
    why: 'only the master decides: it may just have prolonged the key, and its DEL or PERSIST is on the way',
    read: 'expiry',
  },
  async ({ second, listen, connect, random }) => {
    const [loaded, told] = [random.key(), random.key()];
    const { wire, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(deadline(Date.now() - random.integer(1, 1e6)), pair(loaded, 'x'));
    link.tell('SET', told, 'y', 'PXAT', Date.now() + 30);
    await link.ask();
    await eventually(() => wire.command('MGET', loaded, told).replies([null, null]), soon);
    await wire.command('EXISTS', loaded, told).replies(0);
    link.tell('PERSIST', loaded);
    link.tell('PEXPIREAT', told, Date.now() + 1e6);
    await link.ask();
    await wire.command('MGET', loaded, told).replies(['x', 'y']);
    link.tell('DEL', loaded);
    await link.ask();
    await wire.command('MGET', loaded, told).replies([null, 'y']);
  },
);

core(
  '08.27',
  'for the commands of its master, a key is there until the master deletes it',
  {
    why: 'the master has counted on from this value, whatever the clock of the replica says',
    read: 'expiry',
  },
  async ({ second, listen, connect, random }) => {
    const [key, number] = [random.key(), random.integer(1, 1e6)];
    const { wire, link } = await replicateScripted(second, { connect, listen, random });
    link.sendAll(deadline(Date.now() - 1000), pair(key, number));
    await link.ask();
    await wire.command('GET', key).replies(null);
    link.tell('INCR', key);
    link.tell('PERSIST', key);
    await link.ask();
    await wire.command('GET', key).replies(`${number + 1}`);
  },
);

core(
  '08.28',
  'a replica whose link breaks asks for the next byte, and does nothing twice',
  {
    why: 'a command counts when it was executed: of half a command it has nothing, and what it has it must not ask for again',
    read: 'the-backlog',
  },
  async ({ second, listen, connect, random }) => {
    const key = random.key();
    const { wire, master, link: first } = await replicateScripted(second, { connect, listen, random });
    let link = first;
    link.sendAll(pair(key, '>'));
    let value = '>';
    for (let round = 0; round < 2; round++) {
      const more = Array.from({ length: random.integer(1, 9) }, () => random.text(1, 9));
      for (const word of more) link.tell('APPEND', key, word);
      value += more.join('');
      await link.ask();
      const half = encodeCommand(['APPEND', key, '!']);
      await link.wire.fragments(half.subarray(0, random.integer(1, half.length - 1)), [half.length]);
      random.pick([() => link.wire.close(), () => void link.wire.reset()])();
      link = await master.accept(second);
      expect(link.asked, 'what it asks of PSYNC').toEqual([master.id, `${master.offset + 1}`]);
      link.goOn();
    }
    await link.ask();
    await wire.command('GET', key).replies(value);
  },
);

core(
  '08.29',
  'a replica that a master cannot serve just now asks again',
  {
    why: '-NOMASTERLINK and -LOADING mean "not now": close the connection, wait a little, begin with PING',
    read: 'when-the-link-breaks',
  },
  async ({ second, listen, connect, random }) => {
    const key = random.key();
    const { wire, master, link: refused } = await replicateScripted(second, { connect, listen, random });
    refused.wire.bytes(
      random.pick([
        "-NOMASTERLINK Can't SYNC while not connected with my master\r\n",
        '-LOADING Redis is loading the dataset in memory\r\n',
      ]),
    );
    const link = await master.accept(second);
    link.sendAll(pair(key, 'x'));
    await eventually(() => wire.command('GET', key).replies('x'), soon);
    await tells(wire, { master_link_status: 'up', master_replid: master.id });
  },
);
