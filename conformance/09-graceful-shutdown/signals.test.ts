// The end itself: what asks for it, what the process says, and who may not stand in its way.
import { core, error, ok, simple } from '../../harness/suite.ts';
import { subscribe } from '../07-pub-sub/messages.ts';
import { ends, tellToEnd, ways } from './ending.ts';

core(
  '09.1',
  'SIGTERM ends the server, with status 0',
  {
    why: 'without a handler the signal kills the process on the spot; with one, the process has to end itself',
    read: 'exit-status-0',
  },
  async ({ start }) => {
    const server = await start();
    server.signal('SIGTERM');
    await ends(server);
  },
);

core(
  '09.2',
  'SIGINT, which Ctrl-C sends, ends the server, with status 0',
  { why: 'it is another signal than SIGTERM: it needs a handler, too', read: 'being-told-to-end' },
  async ({ start }) => {
    const server = await start();
    server.signal('SIGINT');
    await ends(server);
  },
);

core(
  '09.3',
  'SHUTDOWN ends the server, with status 0 and without a reply',
  {
    why: 'the close of the connection is the answer: whoever reads +OK may think that it goes on',
    read: 'what-shutdown-may-say',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const wire = await connect(server);
    await wire.command('SET', random.key(), random.text(3, 9)).replies(ok);
    await wire.command(random.pick(['SHUTDOWN', 'shutdown', 'ShutDown'])).closes();
    await ends(server);
  },
);

core(
  '09.4',
  'SHUTDOWN with words that it does not know, or that contradict each other, is an error, and the server goes on',
  {
    why: 'a server that ends on a slip of the pen, or saves against the wish of a user, does harm',
    read: 'what-shutdown-may-say',
  },
  async ({ wire, random }) => {
    const wrong = [
      [`x${random.text(3, 9)}`], // no word of SHUTDOWN begins so
      ['SAVE', 'NOSAVE'],
      ['nosave', 'save'],
      ['NOSAVE', `x${random.text(1, 3)}`],
      ['ABORT', 'NOW'],
      [''],
    ];
    await wire.command('SHUTDOWN', 'ABORT').replies(error('ERR No shutdown in progress.'));
    for (const words of wrong) await wire.command('SHUTDOWN', ...words).replies(error('ERR syntax error'));
    await wire.command('PING').replies(simple('PONG'));
  },
);

core(
  '09.5',
  'clients that are connected and ask for nothing hold nothing up',
  {
    why: 'closing the port leaves the connections open: the process waits for its clients, perhaps for days',
    read: 'idle-clients',
  },
  async ({ start, connect, random }) => {
    const server = await start();
    const [silent, subscriber, unfinished, waiting] = [
      await connect(server),
      await subscribe(await connect(server), random.key('c:')),
      (await connect(server)).bytes('*2\r\n$3\r\nGET\r\n$10\r\nabc'),
      (await connect(server)).command('WAIT', 1, 0),
    ];
    await silent.command('GET', random.key()).replies(null);
    tellToEnd(server, random.pick(ways), silent);
    await ends(server);
    for (const wire of [silent, subscriber, unfinished]) await wire.closes();
    await waiting.rest();
  },
);
