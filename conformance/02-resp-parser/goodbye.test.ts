// The end of a connection, and a whole life of one: a real client.
import { core, expect, ok, simple } from '../../harness/suite.ts';

const pong = simple('PONG');

core(
  '02.17',
  'QUIT is answered with OK, and the connection is closed',
  { why: 'the reply goes out first, then this connection ends, and no other', read: 'quit-and-goodbye' },
  async ({ wire, connect }) => {
    const other = await connect();
    await wire.command('QUIT').replies(ok);
    await wire.closes();
    await other.command('PING').replies(pong);
  },
);

core(
  '02.18',
  'what comes after QUIT is not answered',
  { why: 'the commands after QUIT were in the same packet: stop there', read: 'quit-and-goodbye' },
  async ({ wire, random }) => {
    wire.pipeline([['PING'], ['quit'], ['PING'], ['ECHO', random.text(5)]]);
    await wire.replies(pong, ok);
    await wire.closes();
  },
);

core(
  '02.19',
  'a real client, ioredis, connects and is understood',
  {
    why: 'it opens with HELLO and CLIENT SETINFO: a server that knows neither says "unknown command" and goes on',
    read: 'hello-from-a-real-client',
  },
  async ({ client, random }) => {
    const message = random.bytes(1, 50);
    expect(await client.ping()).toBe('PONG');
    expect(await client.callBuffer('ECHO', message)).toEqual(message);
    await expect(client.call(`no${random.text(5)}`)).rejects.toThrow(/^ERR unknown command/);
    expect(await client.ping()).toBe('PONG');
  },
);
