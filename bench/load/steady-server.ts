// A server whose rate is known: what a load generator says of it can be checked.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import Parser from 'redis-parser';

/** Answers `+OK` to every request, these many per second and never sooner, for as long as there are enough requests. */
export async function startSteadyServer(rate: number): Promise<{ port: number; end(): void }> {
  const waiting: Socket[] = [];
  const sockets = new Set<Socket>();
  let due = 0;
  const answer = () => {
    for (; waiting.length > 0 && due <= performance.now(); due += 1000 / rate)
      waiting.shift()?.write('+OK\r\n');
    if (waiting.length > 0) setImmediate(answer);
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const request = () => {
      if (waiting.push(socket) > 1) return;
      // What nobody asked for is not made up for later.
      due = Math.max(due, performance.now());
      setImmediate(answer);
    };
    const parser = new Parser({
      returnReply: request,
      returnError: request,
      returnFatalError: () => socket.destroy(),
    });
    socket.on('data', (data) => parser.execute(data));
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    end() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
