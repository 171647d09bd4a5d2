// What the wrong echo servers of stage 01 have in common.
import type { Server, Socket } from 'node:net';
import { createExercises, exerciseFlags } from '../../solution/01-tcp-echo/exercises.ts';
import { main } from '../../solution/01-tcp-echo/main.ts';

/** Runs the reference echo server, exercises and all, but for what `spoil` does to each connection before it is served. */
export function runSpoilt(file: string, spoil: (socket: Socket, net: Server) => void): void {
  main(file, exerciseFlags, (flags) => {
    const server = createExercises(flags);
    server.net.prependListener('connection', (socket: Socket) => spoil(socket, server.net));
    return server;
  });
}

/** Lets `change` do something else with what the server writes to this client. */
export function onWrite(
  socket: Socket,
  change: (bytes: Buffer, write: (bytes: Buffer) => boolean) => boolean,
): void {
  const write = socket.write.bind(socket);
  socket.write = (bytes: string | Uint8Array) => change(Buffer.from(bytes), (changed) => write(changed));
}
