import type { Socket } from 'node:net';
import { createReplyReader } from './replies.ts';

/** When requests are to be sent, and from when they count. Times are in ms. */
export interface Schedule {
  /** Takes the next request: tells the time from which its latency counts, or undefined when none is due. */
  take(now: number): number | undefined;
  /** True when all have been taken. */
  over(): boolean;
  /** Called with what sends the requests that are due, for each connection. */
  onWorker?(fill: () => void): void;
}

/** A closed loop: a request is due as soon as a connection is free for it. */
export function closedLoop(requests: number): Schedule {
  let left = requests;
  return { take: (now) => (left-- > 0 ? now : undefined), over: () => left <= 0 };
}

/** What all workers share. */
export interface Work {
  readonly schedule: Schedule;
  /** The next request, as RESP. */
  readonly request: () => string;
  /** How many requests a connection has in flight. */
  readonly pipeline: number;
  /** Called when requests were sent. */
  sent(count: number, now: number): void;
  /** Called for each reply, with the latency of its request. */
  answered(latency: number, isError: boolean, now: number): void;
}

/** Works on one connection until nothing is left to do. Rejects when that can't be done. */
export function work(socket: Socket, { schedule, request, pipeline, sent, answered }: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = createReplyReader();
    const since = new Float64Array(pipeline); // a ring: from when each request in flight counts, oldest at `first`
    let [first, inFlight] = [0, 0];

    function fill(): void {
      const now = performance.now();
      const before = inFlight;
      let batch = '';
      while (inFlight < pipeline) {
        const from = schedule.take(now);
        if (from === undefined) break;
        since[(first + inFlight++) % pipeline] = from;
        batch += request();
      }
      if (batch !== '') socket.write(batch, 'latin1');
      sent(inFlight - before, now);
      if (inFlight === 0 && schedule.over()) resolve();
    }

    socket.on('data', (chunk) => {
      const now = performance.now();
      try {
        read(chunk, (isError) => {
          if (inFlight === 0) throw new Error('a reply came that nobody asked for');
          answered(now - (since[first] ?? now), isError, now);
          [first, inFlight] = [(first + 1) % pipeline, inFlight - 1];
        });
        fill();
      } catch (problem) {
        reject(problem);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    schedule.onWorker?.(fill);
    fill();
  });
}
