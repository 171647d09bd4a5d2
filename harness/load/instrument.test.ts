import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startInstrument } from './instrument.ts';

test('when it has settled, it knows all that came before, also from who is gone', async () => {
  const server = await startInstrument({});
  try {
    const sockets = Array.from({ length: 50 }, () => connect(server.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets) socket.end('*1\r\n$4\r\nPING\r\n');
    await server.settle();
    expect({ connections: server.connections, requests: server.requests.length }).toEqual({
      connections: 50,
      requests: 50,
    });
  } finally {
    server.close();
  }
});
