// When a candidate is ready: its port accepts a connection, and a Redis server has loaded its files.
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DidNotStart } from './did-not-start.ts';
import { beginWait, type Wait } from './patience.ts';

/** What readiness needs to know of a candidate. */
export interface Starting {
  readonly port: number;
  readonly pid: number;
  readonly command: readonly string[];
  readonly exited: Promise<{ code: number | undefined; signal: string | undefined }>;
  readonly exit: { code: number | undefined; signal: string | undefined } | undefined;
}

const doubtPatience = 1_000;

/**
 * Polls until the candidate is ready.
 * @param patience for how long, in ms
 * @returns the time that took, in ms
 * @throws {DidNotStart} when it exits before, or isn't ready by then
 */
export async function untilReady(
  candidate: Starting,
  speaksResp: boolean,
  patience = 10_000,
): Promise<number> {
  const started = performance.now();
  const command = candidate.command.join(' ');

  for (;;) {
    const answer = candidate.exit === undefined ? await ask(candidate, speaksResp) : 'refused';
    if (candidate.exit !== undefined) {
      const { exit } = candidate;
      const portTaken = (await ask(candidate, false)) === 'ready';
      throw new DidNotStart(`${command}\n${exitText(exit)} before it listened on the port`, {
        exit,
        portTaken,
      });
    }
    const after = performance.now() - started;
    if (answer === 'ready' || (answer === 'closed' && after > doubtPatience)) return after;
    if (performance.now() - started > patience) {
      const what = answer === 'loading' ? 'still answers -LOADING' : 'does not listen';
      throw new DidNotStart(`${command}\n${what} on 127.0.0.1:${candidate.port} after ${patience / 1000} s`);
    }
    // Often enough to lose little of a quick start, and of a slow one as small a part.
    await Promise.race([delay(Math.min(2 + after / 50, 50)), candidate.exited]);
  }
}

/** How a process ended, in words. */
export function exitText(exit: { code: number | undefined; signal: string | undefined }): string {
  return exit.signal === undefined ? `exited with status ${exit.code}` : `was ended by ${exit.signal}`;
}

type Answer = 'ready' | 'loading' | 'refused' | 'closed';

/**
 * One try: connects and, to a Redis server, says PING. Whatever comes but `-LOADING`, be it nothing, is for the tests to
 * judge. A close without a byte is in doubt: a process that is just ending does that too.
 */
function ask(candidate: Starting, speaksResp: boolean): Promise<Answer> {
  return new Promise((resolve) => {
    let wait: Wait | undefined;
    const socket = connect(candidate.port, '127.0.0.1');
    let connected = false;
    const end = (answer: Answer) => {
      wait?.end();
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => {
      connected = true;
      if (!speaksResp) return end('ready');
      socket.write('*1\r\n$4\r\nPING\r\n');
      wait = beginWait([candidate], 2_000);
      void wait.givenUp.then(() => end('ready'));
    });
    socket.once('data', (data) => end(data.toString('latin1').startsWith('-LOADING') ? 'loading' : 'ready'));
    socket.once('error', () => end(connected ? 'closed' : 'refused'));
    socket.once('close', () => end('closed'));
  });
}
