// Free ports for candidates, such that several runs side by side never choose the same one.
import { createServer, type Server } from 'node:net';
import { codeOf } from '../errors.ts';

/** A port of 127.0.0.1 that is free, and ours until it is released, or this thread ends. */
export interface Port {
  readonly number: number;
  release(): void;
}

// Below the ranges from which kernels take the ports of outgoing connections (32768 on Linux, 49152 on macOS):
// else any connection could take a port between our choice and the candidate's bind.
const first = 12_000;
const count = 10_000;

/** Reserves a free port. Every run locks a port by listening on its twin, so the kernel frees the lock when a run dies. */
export async function reservePort(): Promise<Port> {
  for (let tries = 0; tries < 200; tries++) {
    const number = first + Math.floor(Math.random() * count);
    const lock = await listen(number + count);
    if (lock === undefined) continue;
    const probe = await listen(number);
    if (probe !== undefined) {
      await new Promise((resolve) => probe.close(resolve));
      lock.unref();
      return { number, release: () => lock.close() };
    }
    lock.close();
  }
  throw new Error(`no free port between ${first} and ${first + 2 * count} on 127.0.0.1`);
}

/** A server that listens on this port, or undefined when the port is taken. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}
