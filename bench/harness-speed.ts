// The speed of the harness itself, with the figures that it is to reach.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { startCandidate } from '../harness/candidate/candidate.ts';
import { reservePort } from '../harness/candidate/port.ts';
import { openRun } from '../harness/candidate/run.ts';
import { UsageError } from '../harness/errors.ts';
import { paint } from '../harness/reporters/paint.ts';
import { findStage } from '../harness/stages.ts';
import { compile } from '../harness/targets/compiled.ts';
import { commandLine, type Launch } from '../harness/targets/launch.ts';
import { namedTarget } from '../harness/targets/target.ts';
import { describeMachine } from './machine.ts';
import { type Spread, spreadOf } from './statistics.ts';

const root = resolve(import.meta.dirname, '..');
const launcher = join(root, 'harness/cli/launch.mjs');
const rounds = 5;
const starts = 15;

/** Measures, and tells each figure as it is known. */
export async function measureHarness(say: (...lines: string[]) => void): Promise<void> {
  const { processor, cores, node } = describeMachine();
  say(
    paint('bold', "The harness's own speed"),
    paint('dim', `  ${processor}, ${cores} cores · Node ${node.slice(1)}`),
  );
  const tell = (what: string, { median, low, high, values }: Spread, unit: 's' | 'ms', goal: number) => {
    const text = (value: number) => value.toFixed(unit === 's' ? 2 : 1);
    const mark = median <= goal ? paint('green', '✓') : paint('red', '✗');
    const range = values.length === 1 ? '' : `, half of ${values.length}: ${text(low)}–${text(high)}`;
    say(
      `  ${mark} ${what.padEnd(50)} ${text(median).padStart(6)} ${unit.padEnd(2)}  ${paint('dim', `goal: ${goal} ${unit}${range}`)}`,
    );
  };
  tell('one failing test: until its verdict is shown', await repeat(rounds, firstVerdict), 's', 1.5);
  tell('starting a candidate, over its own start-up', await repeat(starts, startCost), 'ms', 20);
  tell('the whole suite, all stages, on the solution', await repeat(1, wholeSuite), 's', 25);
}

async function repeat(times: number, measure: () => Promise<number>): Promise<Spread> {
  const values: number[] = [];
  for (let i = 0; i < times; i++) values.push(await measure());
  return spreadOf(values);
}

/** From the command to the first line that tells how a test ended, in s. */
async function firstVerdict(): Promise<number> {
  // The starter may have been filled in, a server of an earlier stage still fails.
  const echo = serverOf('01')
    .command.map((word) => JSON.stringify(word))
    .join(' ');
  const started = performance.now();
  const run = execa(process.execPath, [launcher, 'stage', '03', '--cmd', echo, '--only', '03.1'], {
    cwd: root,
    reject: false,
  });
  let output = '';
  const shown = await new Promise<number>((done) => {
    run.stdout.on('data', (text) => {
      output += text;
      if (/^ +[✓✗] /m.test(output)) done(performance.now());
    });
    run.once('exit', () => done(Number.NaN));
  });
  await run;
  if (Number.isNaN(shown)) throw new UsageError(`no verdict was shown:\n${output}`);
  return (shown - started) / 1000;
}

/** How much longer a candidate takes to be ready when the harness starts it, in ms. */
async function startCost(): Promise<number> {
  const run = openRun();
  try {
    const launch = await compile(serverOf('03'), run.dir); // as a run does
    await ownStart(launch); // for nothing: a file that is new is slower the first time
    const own = await ownStart(launch);
    const started = performance.now();
    const candidate = await startCandidate({ launch, runDir: run.dir, speaksResp: true });
    const ready = performance.now();
    await candidate.crash();
    return ready - started - own;
  } finally {
    await run.close();
  }
}

/** From the start of a process to the first connection that it accepts, in ms, without any of the harness. */
async function ownStart(launch: Launch): Promise<number> {
  const port = await reservePort();
  const [file = '', ...args] = commandLine(launch, { port: `${port.number}` });
  const started = performance.now();
  const child = spawn(file, args, { cwd: launch.cwd, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    while (!(await accepts(port.number))) {
      if (performance.now() - started > 10_000) throw new UsageError(`${file} does not start`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return performance.now() - started;
  } finally {
    child.kill('SIGKILL');
    await ended;
    port.release();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** In s. */
async function wholeSuite(): Promise<number> {
  const started = performance.now();
  const suite = await execa(process.execPath, [launcher, 'stage', 'all', '--target', 'solution'], {
    ...{ cwd: root, reject: false, all: true },
  });
  if (suite.exitCode !== 0) throw new UsageError(`the solution doesn't pass:\n${suite.all.slice(-1500)}`);
  return (performance.now() - started) / 1000;
}

/** The solution's server of a stage. */
function serverOf(id: string): Launch {
  const stage = findStage(id);
  const launch = stage && namedTarget('solution').launch(stage)?.server;
  if (launch === undefined) throw new UsageError(`the solution has no server of stage ${id}`);
  return launch;
}
