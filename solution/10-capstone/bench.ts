import { realpathSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createReport, type Report, table } from './report.ts';
import { createRequests } from './requests.ts';
import { flags, parseFlags, readSettings, type Settings } from './settings.ts';
import { watch } from './watch.ts';
import { closedLoop, type Schedule, work } from './worker.ts';

/** What a run came to: its figures, and what ended it early, if something did. */
export interface Run {
  readonly report: Report;
  /** In ms, in the order of the replies. */
  readonly latencies: readonly number[];
  readonly problem?: Error;
}

/** Puts a server under load, with a worker for each connection, until all is done or something goes wrong. */
export async function bench(
  settings: Settings,
  schedule: Schedule = closedLoop(settings.requests),
  request: () => string = createRequests(settings),
): Promise<Run> {
  const latencies: number[] = [];
  let [errors, inFlight, begun] = [0, 0, 0];
  let progress = performance.now(); // when something was last sent or answered
  const shared = {
    schedule,
    request,
    pipeline: settings.pipeline,
    sent(count: number, now: number) {
      inFlight += count;
      progress = now;
    },
    answered(latency: number, isError: boolean, now: number) {
      inFlight--;
      progress = now;
      latencies.push(latency);
      if (isError) errors++;
    },
  };

  const waiting = () => begun === 0 || inFlight > 0;
  const { stopped, end } = watch(() => (waiting() ? performance.now() - progress : 0), settings.timeout);
  const sockets = Array.from({ length: settings.clients }, () => open(settings));
  const all = (each: (socket: Socket) => Promise<void>) =>
    Promise.race([stopped, Promise.all(sockets.map(each))]);
  let problem: unknown;
  try {
    await all(connected);
    begun = performance.now();
    await all((socket) => work(socket, shared));
  } catch (what) {
    problem = what;
  }
  const duration = begun === 0 ? 0 : performance.now() - begun;
  end();
  for (const socket of sockets) socket.destroy();
  const report = createReport(settings, duration, latencies, errors);
  return problem instanceof Error ? { report, latencies, problem } : { report, latencies };
}

function open({ host, port }: Settings): Socket {
  const socket = connect({ host, port, noDelay: true });
  return socket.on('error', () => {}); // whoever waits for it is told; afterwards nobody needs to know
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}

/** Shows what a run came to. What went wrong is told on stderr, and in the exit status: 130 after Ctrl-C, else 1. */
export function show({ report, problem }: Run, json: boolean): void {
  console.log(json ? JSON.stringify(report) : table(report));
  if (problem === undefined) return;
  console.error(
    `stopped after ${report.requests} of ${report.settings.requests} requests: ${problem.message}`,
  );
  process.exitCode = problem.message === 'interrupted' ? 130 : 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const { json, ...values } = parseFlags(flags);
  show(await bench(readSettings(values)), json);
}
