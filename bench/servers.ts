// The servers that are measured: started on a folder of their own, filled with keys, and watched.
import { rmSync } from 'node:fs';
import { type Candidate, makeDir, startCandidate } from '../harness/candidate/candidate.ts';
import { groupTime, groupUsage } from '../harness/candidate/processes.ts';
import type { Flags } from '../harness/targets/launch.ts';
import { fill } from './load/fill.ts';
import type { Persistence } from './results.ts';
import type { Measured } from './targets.ts';

/** A server that runs. */
export interface BenchServer {
  readonly target: Measured;
  readonly port: number;
  /** From the start of the process to its first reply, in s. */
  readonly startedIn: number;
  /** Processor time so far, in s; 0 where this can't be seen. */
  cpu(): number;
  /** Resident memory in bytes; 0 where this can't be seen. */
  resident(): number;
  /** Sets these many keys, named as redis-benchmark names them, to values of this many bytes. */
  fill(keys: number, size: number): Promise<void>;
  /** Ends it as an operator does, and starts it again on the same folder. */
  restart(): Promise<BenchServer>;
  /** Ends it and removes its folder. */
  end(): Promise<void>;
}

/** Starts a server. @throws {DidNotStart} */
export async function startServer(
  target: Measured,
  persistence: Persistence,
  runDir: string,
): Promise<BenchServer> {
  const dir = makeDir(runDir);
  const appendonly = persistence === 'off' ? 'no' : 'yes';
  const flags: Flags = target.persists
    ? { dir, appendonly, ...(persistence === 'off' ? {} : { appendfsync: persistence }) }
    : {};
  const candidate = await startCandidate({ launch: target.launch, runDir, flags, speaksResp: true });
  return serverOf(target, candidate, dir);
}

function serverOf(target: Measured, candidate: Candidate, dir: string): BenchServer {
  return {
    target,
    port: candidate.port,
    startedIn: candidate.readyAfter / 1000,
    cpu: () => groupTime(candidate.pid) / 1000,
    resident: () => groupUsage(candidate.pid)?.memory ?? 0,
    fill: (keys, size) => fill(candidate.port, keys, size),
    async restart() {
      const stubborn = setTimeout(() => candidate.crash(), 10_000);
      await candidate.terminate();
      clearTimeout(stubborn);
      return serverOf(target, await candidate.restart(), dir);
    },
    async end() {
      await candidate.crash();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
