// The whole life of a candidate: one running process of a target, leader of a process group of its own.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { commandLine, type Flags, type Launch } from '../targets/launch.ts';
import { DidNotStart } from './did-not-start.ts';
import { candidateEnvironment } from './environment.ts';
import { captureOutput, type Output } from './output.ts';
import { type Port, reservePort } from './port.ts';
import { untilReady } from './readiness.ts';
import { forgetGroup, registerGroup } from './run.ts';
import { createTraceReader } from './traces.ts';

/** How a candidate ended: its exit status, or the signal that ended it. */
export interface Exit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export interface StartOptions {
  readonly launch: Launch;
  /** The folder of the run (see `openRun`): what is started is registered there. */
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
    const candidate = launchProcess(options, port);
    try {
      const readyAfter = await untilReady(candidate, options.speaksResp, options.patience);
      return Object.assign(candidate, { readyAfter });
    } catch (error) {
      await candidate.crash();
      if (port !== options.port) port.release();
      if (!(error instanceof DidNotStart)) throw error;
      error.lastLines = lastLines(candidate, 12);
      error.output = candidate.stderr.text() + candidate.stdout.text();
      if (!error.portTaken || options.port !== undefined || tries === 5) throw error;
    }
  }
}

function launchProcess(options: StartOptions, port: Port) {
  const flags = { port: String(port.number), ...options.flags };
  const program = launchProgram(options, flags);
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
export type Program = ReturnType<typeof launchProgram>;

/** Starts a process as the leader of a group of its own, and waits for nothing. */
export function launchProgram(
  { launch, runDir, through = [] }: Pick<StartOptions, 'launch' | 'runDir' | 'through'>,
  flags: Flags,
) {
  const [file = '', ...args] = [...through, ...commandLine(launch, flags)];
  const home = mkdtempSync(join(runDir, 'home-'));
  const child = execa(file, args, {
    cwd: launch.cwd,
    env: candidateEnvironment(runDir, home, launch.env),
    extendEnv: false,
    detached: true,
    buffer: false,
    reject: false,
    stdin: 'ignore',
    // How long a candidate may take to end is for the tests to say: execa would SIGKILL it after 5 s.
    forceKillAfterDelay: false,
  });
  const readTrace = createTraceReader(launch.compiled);
  const { pid } = child;
  if (pid !== undefined) registerGroup(runDir, pid);

  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: string | null) => {
      exit = { code: code ?? undefined, signal: signal ?? undefined };
      resolve(exit);
    };
    child.once('exit', end);
    // The command could not be executed at all; what execa says of it is read by `untilReady`.
    child.once('error', () => end(127, null));
  });

  return {
    pid: pid ?? 0,
    command: [...through, ...commandLine({ ...launch, command: launch.shown ?? launch.command }, flags)],
    stdout: captureOutput(child.stdout, readTrace),
    stderr: captureOutput(child.stderr, readTrace),
    exited,
    get exit() {
      return exit;
    },
    /** Why the command could not be executed, when it couldn't. */
    failure: child.then((result) => (pid === undefined ? result.shortMessage : undefined)),
    /** Sends a signal to the leader and waits for its end. */
    terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
      child.kill(signal);
      return exited;
    },
    /** SIGKILL to the whole group. */
    async crash(): Promise<Exit> {
      if (pid === undefined) return exited;
      killGroup(pid);
      const end = await exited;
      // A child that was forked while the signal went round is still in the group.
      killGroup(pid);
      forgetGroup(runDir, pid);
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

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: the group has ended. (macOS says EPERM for a group of zombies.)
  }
}
