// From what a test threw, and the state in which it left its servers, to its outcome.
import { connect } from 'node:net';
import { inspect } from 'node:util';
import { exitText } from '../candidate/readiness.ts';
import type { Outcome, Verdict } from '../verdict/verdict.ts';
import { verdicts } from '../verdict/verdict.ts';
import type { Transcript } from '../wire/transcript.ts';
import type { Wire } from '../wire/wire.ts';
import type { KataContext } from './context.ts';
import { eventually } from './eventually.ts';
import type { Server } from './server.ts';
import { asWritten } from './stack.ts';

/** An error as Vitest hands it on: its class is gone, its fields are not. */
export interface ThrownError {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string | undefined;
  readonly [field: string]: unknown;
}

export interface TestEnd {
  readonly errors: readonly ThrownError[];
  readonly kata: KataContext;
  readonly transcript: Transcript;
  readonly servers: readonly Server[];
  readonly wires: readonly Wire[];
  /** The last lines of a load generator, if one was run. */
  readonly stderr: readonly string[];
}

/** Says how a test ended. */
export async function outcomeOf(end: TestEnd): Promise<Outcome> {
  const [error] = end.errors;
  const told = error === undefined ? unaskedBytes(end.wires) : tellError(error);
  const died = told?.verdict === 'connection closed' ? await endOfAny(end.servers) : undefined;
  const crashed = end.servers.find((server) => server.crashed);
  const verdict =
    died !== undefined || (told === undefined && crashed !== undefined)
      ? 'crashed'
      : (told?.verdict ?? 'passed');
  const shown = crashed ?? end.servers.at(-1);
  const exit = crashed?.exit;
  return {
    ...told,
    verdict,
    seed: end.kata.seed,
    transcript: verdict === 'passed' ? [] : end.transcript.tell(14),
    stderr:
      verdict === 'passed' ? [] : (shown?.lastLines(10) ?? end.stderr).map((line) => line.slice(0, 160)),
    ...(exit === undefined ? {} : { exit: `the server ${exitText(exit)}` }),
  };
}

type Told = Pick<Outcome, 'verdict' | 'expected' | 'received' | 'detail'>;

function tellError(error: ThrownError): Told {
  const { message = '' } = error;
  const verdict = verdicts.find((known) => known === error['verdict']);
  if (verdict !== undefined) return tell(verdict, message, error['expectation'], error['reception']);
  if (message.startsWith('Test timed out'))
    return tell('timed out', 'the whole test took longer than it may');
  if (message.startsWith('Command timed out')) return tell('timed out', message);
  if (/^(Connection is closed|Stream isn't writeable|connect ECONN|read ECONN|write E)/.test(message)) {
    return tell('connection closed', message);
  }
  if (error.name === 'ReplyError') return tell('wrong reply', '', 'a reply that is no error', `-${message}`);
  if (error.name === 'AssertionError')
    return tell('wrong reply', message, error['expected'], error['actual']);
  return tell('harness fault', asWritten(error.stack ?? message));
}

function tell(verdict: Verdict, detail: string, expected?: unknown, received?: unknown): Told {
  return {
    verdict,
    ...(detail === '' ? {} : { detail }),
    ...(expected === undefined ? {} : { expected: textOf(expected) }),
    ...(received === undefined ? {} : { received: textOf(received) }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

/** A server that answers twice is found here, if nothing before noticed it. */
function unaskedBytes(wires: readonly Wire[]): Told | undefined {
  const wire = wires.find(({ unread }) => unread > 0);
  if (wire === undefined) return undefined;
  return tell('wrong reply', 'bytes came that nobody asked for', 'nothing more', `${wire.unread} bytes`);
}

/** After a closed connection: the server that ended, if one did. A process closes its connections before it is seen to end. */
async function endOfAny(servers: readonly Server[]): Promise<Server | undefined> {
  for (const server of servers) {
    const isDecided = async () => {
      if (!server.crashed && !(await accepts(server.port))) throw new Error('it ends, or is about to');
    };
    await eventually(isDecided, { within: 500 }).catch(() => {});
    if (server.crashed) return server;
  }
  return undefined;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
