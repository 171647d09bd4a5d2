import type { Socket } from 'node:net';
import { createReplyReader } from './replies.ts';
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
  let left = settings.requests;
  return { request, take: (now) => (left-- > 0 ? now : undefined), over: () => left <= 0 };
}

/** Works on one connection, with so many requests in flight, until nothing is left to do. Rejects when that can't be done. */
export async function work(socket: Socket, pipeline: number, load: Load, tally: Tally): Promise<void> {
  const read = createReplyReader();
  const since: number[] = []; // from when each request in flight counts, the oldest first
  const done = () => since.length === 0 && load.over();

  function fill(): void {
    const now = performance.now();
    let requests = '';
    while (since.length < pipeline) {
      const from = load.take(now);
      if (from === undefined) break;
      since.push(from);
      requests += load.request();
      tally.sent++;
      tally.progress = now;
    }
    if (requests !== '') socket.write(requests, 'latin1');
    if (done()) socket.end();
  }

  load.onWorker?.(fill);
  fill();
  if (done()) return;
  for await (const chunk of socket) {
    const now = performance.now();
    tally.progress = now;
    read(chunk, (isError) => {
      const from = since.shift();
      if (from === undefined) throw new Error('a reply came that nobody asked for');
      tally.latencies.push(now - from);
      if (isError) tally.errors++;
    });
    fill();
    if (done()) return;
  }
  if (!done()) throw new Error('the server closed a connection');
}
