// A candidate as a test sees it: one server that can be ended and started again, and that is noted in the transcript.
import {
  type Candidate,
  type Changed,
  lastLines,
  type StartOptions,
  startCandidate,
} from '../candidate/candidate.ts';
import type { Exit } from '../candidate/child.ts';
import { DidNotStart } from '../candidate/did-not-start.ts';
import { beginWait } from '../candidate/patience.ts';
import { groupUsage, type Usage } from '../candidate/processes.ts';
import { exitText } from '../candidate/readiness.ts';
import { Failure } from '../verdict/failure.ts';
import type { Transcript } from '../wire/transcript.ts';

export interface ServerOptions {
  /** How the transcript names it. */
  readonly name: string;
  readonly transcript: Transcript;
}

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** Its `--dir`, if it has one. */
  readonly dir: string;
  /** True when it ended without having been asked to. */
  readonly crashed: boolean;
  readonly exit: Exit | undefined;
  /** What it printed last on stderr; of a server that ended also on stdout, where there is no stderr. */
  lastLines(count: number): string[];
  /** All of both outputs that was kept (64 KiB each). */
  output(): string;
  /** Memory and open files of its process group; undefined off Linux. */
  usage(): Usage | undefined;
  /** Sends a signal and doesn't wait. */
  signal(name: NodeJS.Signals): void;
  /** Waits for the end, however long that takes, up to `within` ms; an idle server is waited for only if `idle`. */
  exited(options?: { within?: number; idle?: boolean }): Promise<Exit>;
  /** SIGTERM, and waits for the end. */
  terminate(): Promise<Exit>;
  /** SIGKILL to the whole process group. */
  crash(): Promise<void>;
  /** Starts it again on the same `--dir`: on a new port, unless `samePort`. */
  restart(changed?: Changed): Promise<void>;
}

/**
 * Starts a server.
 * @throws {Failure} `did not start`
 */
export async function startServer(start: StartOptions, options: ServerOptions): Promise<Server> {
  const note = (what: string, text: string) => options.transcript.note(options.name, what, text);
  let candidate = await begin(() => startCandidate(start));
  note('started', `ready after ${candidate.readyAfter.toFixed(0)} ms`);
  let endWanted = false;

  const exited: Server['exited'] = async ({ within = 15_000, idle = false } = {}) => {
    endWanted = true;
    const wait = beginWait(idle ? [] : [candidate], within);
    const end = await Promise.race([candidate.exited, wait.givenUp]);
    wait.end();
    if (typeof end === 'string') {
      throw new Failure('timed out', `the server did not exit: ${end}`, {
        expected: 'the end of the process',
        received: 'it is still running',
      });
    }
    note('exited', exitText(end));
    return end;
  };
  const signal = (name: NodeJS.Signals) => {
    endWanted = true;
    note('signalled', name);
    void candidate.terminate(name);
  };

  return {
    name: options.name,
    get port() {
      return candidate.port;
    },
    get pid() {
      return candidate.pid;
    },
    get dir() {
      return candidate.flags['dir'] ?? '';
    },
    get crashed() {
      return candidate.exit !== undefined && !endWanted;
    },
    get exit() {
      return candidate.exit;
    },
    lastLines: (count) =>
      candidate.exit === undefined ? candidate.stderr.lastLines(count) : lastLines(candidate, count),
    output: () => candidate.stdout.text() + candidate.stderr.text(),
    usage: () => groupUsage(candidate.pid),
    signal,
    exited,
    terminate() {
      signal('SIGTERM');
      return exited();
    },
    async crash() {
      endWanted = true;
      await candidate.crash();
      note('killed', 'SIGKILL');
    },
    async restart(changed) {
      candidate = await begin(() => candidate.restart(changed));
      endWanted = false;
      note(
        'started',
        `again${candidate.flags['dir'] === undefined ? '' : ' on the same --dir'}, ready after ${candidate.readyAfter.toFixed(0)} ms`,
      );
    },
  };
}

/** How a server that refused to start ended, and what it printed last. */
export interface Refusal {
  readonly exit: Exit;
  /** The last 64 KiB of stderr and stdout. */
  readonly output: string;
}

/**
 * Starts a server that must not start, and waits for its end.
 * @throws {Failure} `wrong reply` when it starts, `timed out` when it neither starts nor ends
 */
export async function refusalOf(start: StartOptions, { name, transcript }: ServerOptions): Promise<Refusal> {
  try {
    const candidate = await startCandidate(start);
    await candidate.crash();
  } catch (error) {
    if (!(error instanceof DidNotStart)) throw error;
    if (error.exit === undefined) throw new Failure('timed out', error.message);
    transcript.note(
      name,
      'refused',
      `${exitText(error.exit)}: ${error.lastLines.at(-1) ?? 'without a word'}`,
    );
    return { exit: error.exit, output: error.output };
  }
  transcript.note(name, 'started', 'and accepted a connection');
  throw new Failure('wrong reply', '', { expected: 'the server refuses to start', received: 'it started' });
}

async function begin(start: () => Promise<Candidate>): Promise<Candidate> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof DidNotStart)
      throw new Failure('did not start', error.message, { received: error.lastLines.join('\n') });
    throw error;
  }
}
