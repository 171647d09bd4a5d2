import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { connect } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { createReport, createTally, type Tally, table } from './report.ts';
import { flags, readFlags, type Settings } from './settings.ts';
import { closedLoop, type Load, work } from './worker.ts';

/** Puts a server under load, with a worker for each connection, until all is done or there is a problem. */
export async function bench(settings: Settings, load = closedLoop(settings), worker = work) {
  const { host, port, clients, pipeline, timeout } = settings;
  const tally = createTally();
  const end = new AbortController();
  const ctrlC = once(process, 'SIGINT', { signal: end.signal }).then(() => Promise.reject(interrupted));
  const stopped = Promise.race([ctrlC, silence(load, tally, timeout, end.signal)]);
  const unlessStopped = (all: Promise<unknown>[]) => Promise.race([stopped, Promise.all(all)]);
  // Who waits for something hears of errors; nobody else need.
  const open = () => connect({ host, port, noDelay: true }).on('error', () => {});
  const sockets = Array.from({ length: clients }, open);
  let problem: Error | undefined;
  try {
    await unlessStopped(sockets.map((socket) => once(socket, 'connect')));
    tally.begun = performance.now();
    await unlessStopped(sockets.map((socket) => worker(socket, pipeline, load, tally)));
  } catch (error) {
    problem = error instanceof Error ? error : new Error(String(error));
  }
  const report = createReport(settings, tally, performance.now());
  end.abort();
  for (const socket of sockets) socket.destroy();
  return { report, tally, problem };
}

const interrupted = new Error('interrupted');

/** Throws when the server has not answered for too long. */
async function silence(load: Load, tally: Tally, timeout: number, signal: AbortSignal): Promise<void> {
  for await (const _ of setInterval(50, undefined, { signal })) {
    const resting = tally.sent > 0 && tally.sent === tally.latencies.length && !load.over();
    if (!resting && performance.now() - tally.progress > 1000 * timeout)
      throw new Error(`the server has not answered for ${timeout} s`);
  }
}

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
