// A child process of a run, started by its keeper (`keeper.mjs`).
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { DidNotStart } from './did-not-start.ts';

/** How a process ended: its exit status, or the signal that ended it. */
export interface Exit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** A process that leads a process group of its own. */
export interface Child {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when it has ended; never rejects. */
  readonly exited: Promise<Exit>;
}

/** What is to be started. */
export interface Order {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing of the harness's is added. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the keeper says of one program. */
interface Answer {
  readonly of: string;
  readonly pid?: number;
  readonly error?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
}

interface Keeper {
  readonly socket: Socket;
  /** Who is to hear what becomes of each program; undefined: nothing more, as the keeper is gone. */
  readonly listeners: Map<string, (answer: Answer | undefined) => void>;
}

const patience = 10_000; // ms for the keeper to start
const keepers = new Map<string, Promise<Keeper>>();

/** Starts a process. @throws {DidNotStart} when it can't be executed at all */
export async function startChild(runDir: string, order: Order): Promise<Child> {
  const keeper = await keeperOf(runDir);
  const id = randomUUID();
  const [stdout, stderr] = await Promise.all([
    openOutput(runDir, id, 'stdout'),
    openOutput(runDir, id, 'stderr'),
  ]);
  if (keeper.socket.destroyed) throw new Error(gone);
  return new Promise((resolve, reject) => {
    let end = (_exit: Exit) => {};
    const exited = new Promise<Exit>((settle) => {
      end = settle;
    });
    keeper.socket.ref(); // until it ends
    keeper.listeners.set(id, (answer) => {
      if (answer?.pid !== undefined) return resolve({ pid: answer.pid, stdout, stderr, exited });
      keeper.listeners.delete(id);
      if (keeper.listeners.size === 0) keeper.socket.unref();
      // Without a keeper nobody knows how a process ends: it counts as killed, as the keeper was.
      end({
        code: answer?.code ?? undefined,
        signal: answer === undefined ? 'SIGKILL' : (answer.signal ?? undefined),
      });
      reject(answer?.error === undefined ? new Error(gone) : new DidNotStart(answer.error));
    });
    keeper.socket.write(`${JSON.stringify({ start: id, ...order })}\n`);
  });
}

const gone = "the process that starts and ends a run's programs has ended before the run";

/** The connection of this thread to the keeper of a run. */
function keeperOf(runDir: string): Promise<Keeper> {
  const known = keepers.get(runDir) ?? reach(runDir).then((socket) => listenTo(socket));
  keepers.set(runDir, known);
  return known;
}

function listenTo(socket: Socket): Keeper {
  const listeners: Keeper['listeners'] = new Map();
  let text = '';
  socket.unref(); // a run keeps no process from ending
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const answer: Answer = JSON.parse(line);
      listeners.get(answer.of)?.(answer);
    }
  });
  socket.on('error', () => {}); // 'close' follows
  socket.on('close', () => {
    for (const listener of listeners.values()) listener(undefined);
  });
  return { socket, listeners };
}

/** Connects to the keeper of a run, which may just be starting. */
async function reach(runDir: string): Promise<Socket> {
  for (const limit = performance.now() + patience; ; ) {
    try {
      return await open(runDir);
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
    await delay(5);
  }
}

async function open(runDir: string): Promise<Socket> {
  const socket = connect(join(runDir, 'keeper'));
  await once(socket, 'connect').catch((error) => {
    throw new Error(`${gone}: ${messageOf(error)}`);
  });
  return socket;
}

async function openOutput(runDir: string, id: string, output: string): Promise<Socket> {
  const socket = await open(runDir);
  socket.on('error', () => {}); // what breaks off has said all it will say
  socket.write(`${JSON.stringify({ output, of: id })}\n`);
  return socket;
}
