// The four exercises of stage 01 (EXERCISES.md), around the echo of your server. Begin when the stage itself is green.
import type { Socket } from 'node:net';
import { flags, main, type Startable } from './main.ts';
import { createServer, echo } from './server.ts';

/** The flags of the exercises. As they stand here, each exercise with a flag is off. */
export const exerciseFlags = { ...flags, lines: 'no', maxclients: '0', timeout: '0' };

/** The echo server with back-pressure and with what the flags ask for. */
export function createExercises({ lines, maxclients, timeout }: typeof exerciseFlags): Startable {
  if (lines !== 'no' || maxclients !== '0' || timeout !== '0') {
    console.error('this exercise is not implemented yet: begin in starter/01-tcp-echo/exercises.ts');
  }
  // What is declared here is shared by all clients; what is declared in the function below belongs to one.
  return createServer((socket) => {
    echo(socket);
    holdBack(socket);
  });
}

/** 1. Stops reading from a client that doesn't take what was sent to it, until it has. */
function holdBack(_socket: Socket): void {
  // Begin here. socket.writableNeedDrain, socket.pause(), the event 'drain', socket.resume().
}

main(import.meta.filename, exerciseFlags, createExercises);
