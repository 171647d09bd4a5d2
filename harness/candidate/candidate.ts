// The whole life of a candidate: one running process of a target, leader of a process group of its own.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, type Flags, type Launch } from '../targets/launch.ts';
import { type Exit, startChild } from './child.ts';
import { DidNotStart } from './did-not-start.ts';
import { candidateEnvironment } from './environment.ts';
import { captureOutput, type Output } from './output.ts';
import { type Port, reservePort } from './port.ts';
import { untilReady } from './readiness.ts';
import { createTraceReader } from './traces.ts';

export interface StartOptions {
  readonly launch: Launch;
  /** The folder of the run (see `openRun`), whose keeper starts it. */
  readonly runDir: string;
  /** Flags besides `--port`. */
  readonly flags?: Flags;
  /** True for a Redis server: `-LOADING` means that it isn't ready yet. */
  readonly speaksResp: boolean;
  /** Words before the command, such as a tracer or a shell that sets limits: they end in executing what follows. */
  readonly through?: readonly string[];
  /** Starts on this very port, which is ours, instead of a free one. */
  readonly port?: Port;
  /** How long it may take to be ready, in ms (10 s unless told). */
  readonly patience?: number;
  /** Where free ports come from. */
  readonly reserve?: () => Promise<Port>;
}

/** What is to be different when a candidate is started again. */
export interface Changed {
  readonly flags?: Flags;
  readonly through?: readonly string[];
  /** On the same port, where others look for it. */
  readonly samePort?: boolean;
}

export interface Candidate {
  readonly port: number;
  readonly pid: number;
  readonly flags: Flags;
  /** From the start of the process to its first accepted connection, in ms. */
  readonly readyAfter: number;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Resolves when the process has ended; never rejects. */
  readonly exited: Promise<Exit>;
  /** How it ended, once it has. */
  readonly exit: Exit | undefined;
  /** Sends SIGTERM (or another signal) to the leader and waits for its end. The caller sets the limit. */
  terminate(signal?: NodeJS.Signals): Promise<Exit>;
  /** SIGKILL to the whole group: a power cut. Also how every candidate is cleaned up. */
  crash(): Promise<Exit>;
  /** Starts the same command with the same flags, those given changed. Waits for the end of this one first. */
  restart(changed?: Changed): Promise<Candidate>;
}

/**
 * Starts a candidate and waits until it accepts a connection.
 * @throws {DidNotStart} when it exits early or isn't ready in time.
 */
export async function startCandidate(options: StartOptions): Promise<Candidate> {
  // A port may be taken by a stranger between our choice and the candidate's bind; that is not the candidate's fault.
  for (let tries = 1; ; tries++) {
    const port = options.port ?? (await (options.reserve ?? reservePort)());
    let candidate: Awaited<ReturnType<typeof launchProcess>> | undefined;
    try {
      candidate = await launchProcess(options, port);
      const readyAfter = await untilReady(candidate, options.speaksResp, options.patience);
      return Object.assign(candidate, { readyAfter });
    } catch (error) {
      await candidate?.crash();
      if (port !== options.port) port.release();
      if (!(error instanceof DidNotStart) || candidate === undefined) throw error;
      await candidate.silent;
      error.lastLines = lastLines(candidate, 12);
      error.output = candidate.stderr.text() + candidate.stdout.text();
      if (!error.portTaken || options.port !== undefined || tries === 5) throw error;
    }
  }
}

async function launchProcess(options: StartOptions, port: Port) {
  const flags = { port: String(port.number), ...options.flags };
  const program = await launchProgram(options, flags);
  return Object.assign(program, {
    port: port.number,
    flags,
    async restart(changed: Changed = {}): Promise<Candidate> {
      await program.exited;
      await program.crash();
      const { port: _, ...kept } = { ...flags, ...changed.flags };
      const { port: __, ...others } = options;
      // Until now it stayed ours, as it might have been wanted again.
      if (changed.samePort !== true) port.release();
      return startCandidate({
        ...others,
        flags: kept,
        ...(changed.through === undefined ? {} : { through: changed.through }),
        ...(changed.samePort === true ? { port } : {}),
      });
    },
  });
}

/** A process of a target's: a server, or a program that runs to its end. */
export type Program = Awaited<ReturnType<typeof launchProgram>>;

/**
 * Starts a process as the leader of a group of its own, and waits for nothing.
 * @throws {DidNotStart} with the command, when it can't be executed at all
 */
export async function launchProgram(
  { launch, runDir, through = [] }: Pick<StartOptions, 'launch' | 'runDir' | 'through'>,
  flags: Flags,
) {
  const [file = '', ...args] = [...through, ...commandLine(launch, flags)];
  const command = [...through, ...commandLine({ ...launch, command: launch.shown ?? launch.command }, flags)];
  const home = mkdtempSync(join(runDir, 'home-'));
  const env = candidateEnvironment(runDir, home, launch.env);
  const child = await startChild(runDir, { file, args, cwd: launch.cwd, env }).catch((error) => {
    throw error instanceof DidNotStart ? new DidNotStart(`${command.join(' ')}\n${error.message}`) : error;
  });
  const readTrace = createTraceReader(launch.compiled);
  const { pid, stdout, stderr } = child;
  const closed = Promise.all(
    [stdout, stderr].map((output) => new Promise((done) => output.once('close', done))),
  );

  let exit: Exit | undefined;
  const exited = child.exited.then((end) => {
    exit = end;
    return end;
  });

  return {
    pid,
    command,
    stdout: captureOutput(stdout, readTrace),
    stderr: captureOutput(stderr, readTrace),
    exited,
    get exit() {
      return exit;
    },
    /** Resolves when all that it said is here. Something outside its group may hold its output open: not for long. */
    get silent(): Promise<unknown> {
      return Promise.race([closed, delay(1000, undefined, { ref: false })]);
    },
    /** Sends a signal to the leader and waits for its end. */
    terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
      if (exit === undefined) send(pid, signal);
      return exited;
    },
    /** SIGKILL to the whole group. */
    async crash(): Promise<Exit> {
      send(-pid, 'SIGKILL');
      const end = await exited;
      // A child that was forked while the signal went round is still in the group.
      send(-pid, 'SIGKILL');
      return end;
    },
  };
}

/** A fresh, empty folder for a candidate's `--dir`. */
export function makeDir(runDir: string): string {
  const parent = join(runDir, 'dirs');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'dir-'));
}

/** What a candidate printed last: stderr, or stdout (where redis-server logs) when there is no stderr. */
export function lastLines(candidate: { stdout: Output; stderr: Output }, count: number): string[] {
  const lines = candidate.stderr.lastLines(count);
  return lines.length > 0 ? lines : candidate.stdout.lastLines(count);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended. (macOS says EPERM for a group of zombies.)
  }
}
