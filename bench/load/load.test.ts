// The load generators, on servers whose truth is known.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { untilDecided } from '../../harness/suite/decided.ts';
import { quantile } from '../statistics.ts';
import { fill } from './fill.ts';
import { readCsv } from './generator.ts';
import { getsAndSets, pacedLoad } from './paced.ts';
import { startSteadyServer } from './steady-server.ts';

let end = () => {};
afterEach(() => end());

/** A server that does this with whatever comes. */
async function serve(onData: (socket: Socket, data: Buffer) => void): Promise<number> {
  const server = createServer((socket) =>
    socket.on('error', () => {}).on('data', (data) => onData(socket, data)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  end = () => server.close();
  return (server.address() as AddressInfo).port;
}

const request = getsAndSets(100, 3);
const countIn = (data: Buffer) => data.toString('latin1').split('*').length - 1;

test('a request at a fixed rate is timed from when it was due: a stall makes all late that fall into it', async () => {
  let longest = 0;
  await untilDecided(async () => {
    let stalled: number | undefined;
    const port = await serve((socket, data) => {
      const answer = () => socket.write('+OK\r\n'.repeat(countIn(data)));
      stalled ??= performance.now();
      const left = 300 - (performance.now() - stalled);
      if (left > 0) setTimeout(answer, left);
      else answer();
    });
    const { latencies, longestWait } = await pacedLoad({
      port,
      clients: 2,
      rate: 200,
      seconds: 0.6,
      request,
    });
    end();
    expect(latencies.length).toBe(120);
    // Half of the requests were due while it stalled, each a little later than the one before.
    expect(latencies.filter((ms) => ms > 100).length).toBeGreaterThan(35);
    expect(quantile(latencies.toSorted(), 1)).toBeGreaterThan(250);
    // Time that the machine gave to others isn't counted: then the longest wait is shorter.
    longest = Math.max(longest, longestWait);
    return longest > 250;
  });
  expect(longest).toBeGreaterThan(250);
});

/** Answers 30 ms later, in a thread of its own: it goes on while we stall. */
const lateServer = `
  const { createServer } = require('node:net');
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', (data) => {
      setTimeout(() => socket.write('+OK\\r\\n'.repeat(\`\${data}\`.split('*').length - 1)), 30);
    });
  }).listen(0, '127.0.0.1', () =>
    require('node:worker_threads').parentPort.postMessage(server.address().port));
`;

test('a stall of the load generator is in the latencies, but not in the longest wait', async () => {
  const thread = new Worker(lateServer, { eval: true });
  end = () => void thread.terminate();
  const [port] = await once(thread, 'message');
  setTimeout(() => {
    for (const until = performance.now() + 600; performance.now() < until; );
  }, 200);
  // Some requests are under way at any time, also when the stall begins.
  const { latencies, longestWait } = await pacedLoad({ port, clients: 20, rate: 200, seconds: 1, request });
  expect(quantile(latencies.toSorted(), 1)).toBeGreaterThan(550);
  expect(longestWait).toBeGreaterThan(20);
  expect(longestWait).toBeLessThan(300);
});

test('no more requests are sent than the rate asks for', async () => {
  const { port, end: stop } = await startSteadyServer(10_000);
  end = stop;
  const started = performance.now();
  const { latencies } = await pacedLoad({ port, clients: 5, rate: 500, seconds: 0.4, request });
  expect(latencies.length).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(395);
});

test('a server that closes the connection is told', async () => {
  const port = await serve((socket) => socket.destroy());
  await expect(pacedLoad({ port, clients: 2, rate: 100, seconds: 1, request })).rejects.toThrow(
    /closed|ECONNRESET/,
  );
  await expect(fill(port, 1000, 3)).rejects.toThrow(/closed|ECONNRESET/);
});

test('a server that refuses a key is told', async () => {
  const port = await serve((socket) => socket.write('-OOM no memory\r\n'));
  await expect(fill(port, 10, 3)).rejects.toThrow('the server answers -OOM no memory');
});

test('every key is filled once', async () => {
  let received = '';
  const port = await serve((socket, data) => {
    received += data.toString('latin1');
    socket.write('+OK\r\n'.repeat(countIn(data)));
  });
  await fill(port, 1234, 3);
  expect(new Set(received.match(/key:\d{12}/g)).size).toBe(1234);
});

test('the server of a known rate answers no sooner', async () => {
  const { port, end: stop } = await startSteadyServer(2000);
  end = stop;
  const started = performance.now();
  await fill(port, 600, 3);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test("redis-benchmark's figure is read, and what is none is told", () => {
  const head = '"test","rps","avg_latency_ms"\n';
  expect(readCsv(`${head}"SET","93457.95","0.3"\n`)).toBe(93457.95);
  expect(() => readCsv(`${head}`)).toThrow('redis-benchmark says');
});
