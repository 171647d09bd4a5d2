// The harness's own port, against clients in this process.
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { wireOver } from '../wire/connection.ts';
import { createTranscript } from '../wire/transcript.ts';
import { openListener } from './listener.ts';
import type { Server } from './server.ts';

const self = { name: 'server', pid: process.pid } as Server;

async function listen() {
  const transcript = createTranscript();
  return openListener(transcript, (socket) => wireOver(socket, { waitFor: () => [], transcript, name: '' }));
}

test('a connection is a wire, also when it came before it was asked for', async () => {
  const listener = await listen();
  const client = connect(listener.port, '127.0.0.1');
  client.write('*1\r\n$4\r\nPING\r\n');
  await once(client, 'connect');
  const wire = await listener.accept(self);
  expect(String(await wire.reply())).toBe('PING');
  client.destroy();
  wire.close();
  listener.close();
});

test('a server that makes none is not waited for forever', async () => {
  const listener = await listen();
  await expect(listener.accept(self, { within: 50 })).rejects.toMatchObject({
    verdict: 'timed out',
    expectation: 'a connection',
  });
  listener.close();
});

test('a port that is closed refuses', async () => {
  const listener = await listen();
  listener.close();
  const client = connect(listener.port, '127.0.0.1');
  const [error] = await once(client, 'error');
  expect(error.code).toBe('ECONNREFUSED');
});
