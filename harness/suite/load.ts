// A load generator as a test sees it: run to its end against the instrumented server, and what came of it.
import { launchProgram } from '../candidate/candidate.ts';
import type { Exit } from '../candidate/child.ts';
import { DidNotStart } from '../candidate/did-not-start.ts';
import { beginWait } from '../candidate/patience.ts';
import { exitText } from '../candidate/readiness.ts';
import { type Bounds, boundsOf } from '../load/bounds.ts';
import { type Behaviour, type Instrument, startInstrument } from '../load/instrument.ts';
import type { Figure, LoadReport } from '../load/report.ts';
import type { SeenRequest } from '../load/requests.ts';
import type { Flags, Launch } from '../targets/launch.ts';
import { Failure } from '../verdict/failure.ts';
import type { Transcript } from '../wire/transcript.ts';

/** What a load generator said and did. */
export interface Load {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
  /** What it printed with `--json`. @throws {Failure} when that is no report */
  readonly report: LoadReport;
  /** What the instrumented server saw. */
  readonly requests: readonly SeenRequest[];
  readonly connections: number;
  readonly depth: number;
  /** Between which values, in ms, each figure must lie; `at` for any percentile. */
  readonly bounds: Record<Figure, Bounds> & { at(percent: number): Bounds };
  /** When the process was started, in ms, on the harness's clock. */
  readonly begunAt: number;
  /** From the start of the process to its end, in s: a measurement can't have taken longer. */
  readonly lifetime: number;
}

/** What is different about a run. */
export interface LoadSettings {
  /** Without `--json`: it prints its table. */
  readonly table?: boolean;
  /** It must not end with status 0. */
  readonly fails?: boolean;
  /** Sends it SIGINT when so many requests have come. */
  readonly interruptAfter?: number;
  /** Nobody listens on its port. */
  readonly refused?: boolean;
}

/** Runs the target's load generator with these flags, against a server that behaves so. */
export type RunLoad = (flags: Flags, behaviour?: Behaviour, settings?: LoadSettings) => Promise<Load>;

/** The longest run, in ms; and how long it may do nothing while the server waits for it: before its first request, say. */
const limit = 30_000;
const idleLimit = 3_000;

/**
 * Runs a load generator to its end.
 * @throws {Failure} `timed out` when it doesn't end, `wrong reply` when it ends with another status than expected
 */
export async function runLoad(
  launch: Launch,
  runDir: string,
  transcript: Transcript,
  show: (stderr: () => string[]) => void,
  [flags, behaviour = {}, settings = {}]: Parameters<RunLoad>,
): Promise<Load> {
  const { readLoadReport } = await import('../load/report.ts'); // only stage 10 needs what that needs
  const server = await startInstrument(behaviour);
  if (settings.refused) server.close();
  const begunAt = performance.now();
  const program = await launchProgram(
    { launch: withJson(launch, settings.table !== true), runDir },
    { host: '127.0.0.1', port: String(server.port), ...flags },
  ).catch((error) => {
    server.close();
    throw error instanceof DidNotStart ? new Failure('did not start', error.message) : error;
  });
  show(() => program.stderr.lastLines(10));
  const line = transcript.note(
    '',
    'ran',
    program.command.slice((launch.shown ?? launch.command).length).join(' '),
  );
  if (settings.interruptAfter !== undefined)
    server.when(settings.interruptAfter, () => void program.terminate('SIGINT'));
  try {
    const exit = await untilEnd(program, server);
    const endedAt = performance.now();
    // What it printed may still be on its way; what it started would keep its output open.
    await program.crash();
    await Promise.all([server.settle(), program.silent]);
    line.answer = { text: () => exitText(exit), took: endedAt - begunAt };
    const told = `${exitText(exit)}, after ${server.requests.length} requests`;
    if (server.problem !== undefined) throw wrong('arrays of bulk strings, as RESP', server.problem);
    if (settings.fails !== true && exit.code !== 0)
      throw wrong('the load generator exits with status 0', told);
    if (settings.fails === true && exit.code === 0)
      throw wrong('the load generator exits with a status that is not 0', told);
    const pipeline = Number(flags['pipeline'] ?? 1);
    return {
      exit,
      stdout: program.stdout.text(),
      stderr: program.stderr.text(),
      get report() {
        const stdout = program.stdout.text();
        return reportOf(readLoadReport(stdout), stdout);
      },
      requests: server.requests,
      connections: server.connections,
      depth: server.depth,
      get bounds() {
        return boundsOf({ requests: server.requests, pipeline, begunAt, endedAt });
      },
      begunAt,
      lifetime: (endedAt - begunAt) / 1000,
    };
  } finally {
    server.close();
    await program.crash();
  }
}

/** Waits for the end. It is given up when the load generator waits for something that the server will not send. */
async function untilEnd(program: { pid: number; exited: Promise<Exit> }, server: Instrument): Promise<Exit> {
  const started = performance.now();
  for (;;) {
    const within = limit - (performance.now() - started);
    const wait = beginWait(server.isQuiet ? [] : [program], within, idleLimit);
    const end = await Promise.race([program.exited, wait.givenUp]);
    wait.end();
    if (typeof end !== 'string') return end;
    if (server.owes && performance.now() - started < limit) continue;
    throw new Failure('timed out', `the load generator did not end: ${end.replace('the server', 'it')}`, {
      expected: 'the end of the process',
      received: `it still runs, after ${server.requests.length} requests on ${server.connections} connections`,
    });
  }
}

/** `--json` has no value, so it isn't one of the flags. */
function withJson(launch: Launch, json: boolean): Launch {
  const { command, shown = command } = launch;
  return json ? { ...launch, command: [...command, '--json'], shown: [...shown, '--json'] } : launch;
}

function reportOf(report: LoadReport | string, stdout: string): LoadReport {
  if (typeof report !== 'string') return report;
  const shown = stdout === '' ? 'nothing on stdout' : `${stdout.slice(0, 200)} (${report})`;
  throw wrong('a report on stdout, by starter/10-capstone/report.schema.json', shown);
}

function wrong(expected: string, received: string): Failure {
  return new Failure('wrong reply', '', { expected, received });
}
