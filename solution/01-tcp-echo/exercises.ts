import type { Socket } from 'node:net';
import { flags, main, type Startable } from './main.ts';
import { createServer, echo } from './server.ts';

/** The flags of the exercises. As they stand here, each exercise with a flag is off. */
export const exerciseFlags = { ...flags, lines: 'no', maxclients: '0', timeout: '0' };

/** The echo server with back-pressure and with what the flags ask for. */
export function createExercises({ lines, maxclients, timeout }: typeof exerciseFlags): Startable {
  const limit = Number(maxclients) || Number.POSITIVE_INFINITY;
  const serve = lines === 'yes' ? measureLines : echo;
  let clients = 0;
  return createServer((socket) => {
    if (clients === limit) return turnAway(socket);
    clients++;
    socket.on('close', () => clients--); // comes once, however the connection ended
    serve(socket);
    holdBack(socket);
    showOut(socket, 1000 * Number(timeout));
  });
}

/** 1. Stops reading from a client that doesn't take what was sent to it, until it has. */
function holdBack(socket: Socket): void {
  socket.on('data', () => {
    if (socket.writableNeedDrain) socket.pause();
  });
  socket.on('drain', () => socket.resume());
}

/** 2. Sends each line back with its length in bytes before it: `5 hello`. A line ends in a line feed, or with the input. */
function measureLines(socket: Socket): void {
  let begun: Buffer[] = []; // the pieces of a line whose end has not come yet
  const endLine = () => {
    const line = Buffer.concat(begun);
    begun = [];
    socket.write(Buffer.concat([Buffer.from(`${line.length} `), line, Buffer.from('\n')]));
  };
  socket.on('data', (chunk) => {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
      begun.push(chunk.subarray(from, at));
      endLine();
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  });
  socket.on('end', () => {
    if (begun.length > 0) endLine();
    socket.end();
  });
  socket.on('error', () => {});
}

/** 3. Tells a client that there is no room, in Redis's words, and closes (`src/networking.c`, acceptCommonHandler). */
function turnAway(socket: Socket): void {
  socket.on('error', () => {});
  socket.end('-ERR max number of clients reached\r\n');
  socket.destroySoon();
}

/** 4. Closes a connection over which nothing went for so many ms; for 0 ms, never. */
function showOut(socket: Socket, ms: number): void {
  socket.setTimeout(ms, () => socket.destroy());
}

main(import.meta.filename, exerciseFlags, createExercises);
