// Second: what happens on one connection. GUIDE.md, "A closed loop", then "Pipelines".
import type { Socket } from 'node:net';
import type { Tally } from './report.ts';
import { createRequests } from './requests.ts';
import type { Settings } from './settings.ts';

/** What is to be sent, and when. Times are in ms. */
export interface Load {
  /** Takes a request, if one is due: tells the time from which its latency counts. */
  take(now: number): number | undefined;
  /** The request that was taken, as RESP in latin1. */
  request(): string;
  /** True when all have been taken. */
  over(): boolean;
  /** Given a function for each connection, which sends what is due. Replies call it anyway. */
  onWorker?(fill: () => void): void;
}

/** A closed loop: the next request is due as soon as there is room for it. */
export function closedLoop(settings: Settings, request = createRequests(settings)): Load {
  // 10.1, 10.5: all connections share one count of what is left.
  return { request, take: (_now) => undefined, over: () => true };
}

/** Works on one connection, with so many requests in flight, until nothing is left to do. Rejects when that can't be done. */
export async function work(_socket: Socket, _pipeline: number, _load: Load, _tally: Tally): Promise<void> {
  // 10.1: send what load.take() and load.request() give; read with a reader of replies.ts; note it in the tally; again.
  // 10.4: as many in flight as `pipeline`. 10.24: when was each of them sent?
  // 10.28, 10.29: `for await (const chunk of socket)` ends when the connection does, and throws when it breaks off.
  throw new Error('not implemented yet: next is work() in starter/10-capstone/worker.ts');
}
