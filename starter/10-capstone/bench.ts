// Begin here, with bench(): open one connection and let a worker loose on it. GUIDE.md, "A closed loop".
import { realpathSync } from 'node:fs';
import { createReport, createTally, table } from './report.ts';
import { flags, readFlags, type Settings } from './settings.ts';
import { closedLoop, work } from './worker.ts';

/** Puts a server under load, with a worker for each connection, until all is done or there is a problem. */
export async function bench(settings: Settings, _load = closedLoop(settings), _worker = work) {
  const tally = createTally();
  let problem: Error | undefined;
  try {
    // 10.1: connect({ host, port, noDelay: true }) of node:net, then a worker; tally.begun is set in between.
    // 10.2: as many connections as settings.clients, all of them open before the first request is sent.
    // 10.30, 10.34: whatever ends the run early rejects, beside the work: Promise.race.
    throw new Error('not implemented yet: begin with bench() in starter/10-capstone/bench.ts');
  } catch (error) {
    problem = error instanceof Error ? error : new Error(String(error));
  }
  // Whatever has happened, there are figures so far. A connection that stays open would keep the process running.
  return { report: createReport(settings, tally, performance.now()), tally, problem };
}

/** What Ctrl-C makes of a run. Who rejects with it (10.34)? */
const interrupted = new Error('interrupted');

/** Shows what a run came to; what went wrong on stderr, and in the exit status: 130 after Ctrl-C, else 1. */
export function show({ report, problem }: Awaited<ReturnType<typeof bench>>, json: boolean): void {
  console.log(json ? JSON.stringify(report) : table(report));
  if (problem === undefined) return;
  const { requests, host, port } = report.settings;
  console.error(`${report.requests} of ${requests} requests to ${host}:${port} done: ${problem.message}`);
  process.exitCode = problem === interrupted ? 130 : 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const { json, ...settings } = readFlags({ ...flags, json: false });
  show(await bench(settings), json);
}
