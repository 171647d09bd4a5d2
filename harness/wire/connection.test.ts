// The wire against servers of our own, in this process.
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Failure } from '../verdict/failure.ts';
import { openWire } from './connection.ts';
import { ok } from './expected.ts';
import { createTranscript } from './transcript.ts';
import type { Wire } from './wire.ts';

let server: Server;
let wire: Wire;
afterEach(() => {
  wire.close();
  server.close();
});

async function wireTo(serve: (socket: Socket) => void) {
  server = createServer({ allowHalfOpen: true }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const transcript = createTranscript();
  wire = await openWire({ port, waitFor: () => [], transcript, name: '' });
  return { wire, transcript };
}

const failure = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => expect.fail('it passed'),
    (error) => error,
  );

describe('replies', () => {
  test('are read in order, however they are cut', async () => {
    const { wire } = await wireTo((socket) => {
      socket.once('data', async () => {
        for (const byte of Buffer.from('+OK\r\n$5\r\nhello\r\n:7\r\n')) {
          socket.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
      });
    });
    await wire.pipeline([['A'], ['B'], ['C']]).replies(ok, 'hello', 7);
    expect(wire.unread).toBe(0);
  });

  test('that are others are a wrong reply', async () => {
    const { wire } = await wireTo((socket) => socket.write('+NO\r\n'));
    expect(await failure(wire.command('A').replies(ok))).toMatchObject({
      verdict: 'wrong reply',
      expectation: '+OK',
      reception: '+NO',
    });
  });

  test('that are no RESP are a wrong reply', async () => {
    const { wire } = await wireTo((socket) => socket.write('hello\r\n'));
    expect(await failure(wire.reply())).toMatchObject({ verdict: 'wrong reply', message: /not RESP/ });
  });

  test('without end are a wrong reply, before they fill the memory', async () => {
    const { wire } = await wireTo((socket) => {
      const chunk = Buffer.alloc(4 * 1024 * 1024, 'x');
      const pour = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', pour).on('error', () => {});
      socket.write('$9999999999\r\n');
      pour();
    });
    const { verdict, reception } = await failure(wire.reply());
    expect([verdict, reception]).toEqual(['wrong reply', expect.stringContaining('no end of it')]);
  });

  test('that do not come are a time-out', async () => {
    const { wire } = await wireTo((socket) => socket.write('$5\r\nhe'));
    expect(await failure(wire.reply({ within: 60 }))).toMatchObject({
      verdict: 'timed out',
      reception: '"$5\\r\\nhe" and nothing more',
    });
  });

  test('before which the server closes are a closed connection', async () => {
    const { wire } = await wireTo((socket) => socket.end('$5\r\nhe'));
    expect(await failure(wire.reply())).toMatchObject({ verdict: 'connection closed' });
  });

  test('that the server breaks off are a closed connection', async () => {
    const { wire } = await wireTo((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failure(wire.command('A').reply())).toMatchObject({
      verdict: 'connection closed',
      message: /ECONNRESET/,
    });
  });
});

describe('bytes', () => {
  test('come back as they were sent in pieces', async () => {
    const { wire } = await wireTo((socket) => socket.pipe(socket));
    await (await wire.fragments('abcdef', [1, 2, 3])).receives('abcdef');
  });

  test('that differ are told from the first difference on', async () => {
    const { wire } = await wireTo((socket) => socket.write('abcdefghijklmXop'));
    expect(await failure(wire.receives('abcdefghijklmnop'))).toMatchObject({
      verdict: 'wrong reply',
      expectation: '"fghijklmnop" from byte 5 on',
      reception: '"fghijklmXop"',
    });
  });

  test('of many MiB are read in linear time', async () => {
    const payload = Buffer.alloc(64 * 1024 * 1024, 'x');
    const { wire } = await wireTo((socket) =>
      socket.end(Buffer.concat([Buffer.from(`$${payload.length}\r\n`), payload, Buffer.from('\r\n')])),
    );
    await wire.replies(payload);
  });
});

describe('lines', () => {
  test('are read without their end, between other things', async () => {
    const { wire } = await wireTo((socket) => socket.write('\n+FULLRESYNC x 0\r\n$3\r\nabc:7\r\n'));
    expect([await wire.line(), await wire.line(), await wire.line()]).toEqual(['', '+FULLRESYNC x 0', '$3']);
    expect((await wire.read(3)).toString()).toBe('abc');
    await wire.replies(7);
  });

  test('that are empty are passed over where one listens, and what is not read is nothing', async () => {
    const { wire } = await wireTo((socket) => socket.write('\n\n:7\r\n:8\r\n'));
    await wire.listen().replies(7);
    expect(wire.unread).toBe(0);
  });
});

describe('closing', () => {
  test('is expected without a word', async () => {
    const { wire } = await wireTo((socket) => socket.end());
    await wire.closes();
  });

  test('with a word is a wrong reply', async () => {
    const { wire } = await wireTo((socket) => socket.end('bye'));
    expect(await failure(wire.closes())).toMatchObject({ verdict: 'wrong reply', reception: '"bye"' });
  });

  test('half leaves the other direction open', async () => {
    const { wire } = await wireTo((socket) => socket.on('end', () => socket.end('rest')).resume());
    expect((await wire.bytes('x').end().rest()).toString()).toBe('rest');
  });
});

test('the transcript holds each command with its reply, and says how much it leaves out', async () => {
  const { wire, transcript } = await wireTo((socket) => socket.on('data', () => socket.write('+OK\r\n')));
  for (let i = 0; i < 3; i++) await wire.command('SET', 'k', i).replies(ok);
  expect(transcript.tell(2)).toEqual([
    expect.stringMatching(/^… +1 earlier steps/),
    expect.stringMatching(/^sent +SET k 1 +→ \+OK +\d+\.\d ms$/),
    expect.stringMatching(/^sent +SET k 2 +→ \+OK +\d+\.\d ms$/),
  ]);
});

test('the transcript tells once what was said over and over', async () => {
  const { wire, transcript } = await wireTo((socket) => socket.on('data', () => socket.write(':0\r\n')));
  for (const word of ['A', 'B', 'B', 'B', 'C']) await wire.command(word).replies(0);
  expect(transcript.tell(3)).toEqual([
    expect.stringMatching(/^sent +A +→/),
    expect.stringMatching(/^sent +B +→ \(integer\) 0 +\d+\.\d ms, 3 times$/),
    expect.stringMatching(/^sent +C +→/),
  ]);
});
