// The servers that are measured: started on a folder of their own, filled with keys, and watched.
import { rmSync } from 'node:fs';
import { makeDir, startCandidate } from '../harness/candidate/candidate.ts';
import { groupTime, groupUsage } from '../harness/candidate/processes.ts';
import type { Flags } from '../harness/targets/launch.ts';
import { attempt, type Context } from './context.ts';
import { fill } from './load/fill.ts';
import type { Aof } from './settings.ts';
import type { Measured } from './targets.ts';

/** A million keys take their time, in ms. */
const patience = 60_000;

/** What can be put under load. */
export interface LoadedServer {
  readonly target: Pick<Measured, 'name'>;
  port(): number;
  /** Processor time so far, in s; 0 where this can't be seen. */
  cpu(): number;
}

/** A server that runs. */
export interface BenchServer extends LoadedServer {
  /** From the start of the process to its first reply that isn't -LOADING, in s. */
  startedIn(): number;
  /** Resident memory in bytes; 0 where this can't be seen. */
  resident(): number;
  /** Sets these many keys, named as redis-benchmark names them, to values of this many bytes. */
  fill(keys: number, size: number): Promise<void>;
  /** Ends it as an operator does, and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  end(): Promise<void>;
}

/** Starts all targets that can do this, lends them, and ends them. */
export async function withServers(
  context: Context,
  aof: Aof,
  use: (servers: readonly BenchServer[]) => Promise<void>,
): Promise<void> {
  const servers: BenchServer[] = [];
  try {
    for (const target of context.targets) {
      if (aof !== 'off' && !target.persists) continue;
      const server = await attempt(context, target, `start, AOF ${aof}`, () =>
        startServer(target, aof, context.runDir),
      );
      if (server !== undefined) servers.push(server);
    }
    await use(servers);
  } finally {
    for (const server of servers) await server.end();
  }
}

/** Starts a server. @throws {DidNotStart} */
export async function startServer(target: Measured, aof: Aof, runDir: string): Promise<BenchServer> {
  const dir = makeDir(runDir);
  const log: Flags = aof === 'off' ? { appendonly: 'no' } : { appendonly: 'yes', appendfsync: aof };
  const flags = target.persists ? { dir, ...log } : {};
  let candidate = await startCandidate({ launch: target.launch, runDir, flags, speaksResp: true, patience });
  return {
    target,
    port: () => candidate.port,
    startedIn: () => candidate.readyAfter / 1000,
    cpu: () => groupTime(candidate.pid) / 1000,
    resident: () => groupUsage(candidate.pid)?.memory ?? 0,
    fill: (keys, size) => fill(candidate.port, keys, size),
    async restart() {
      const stubborn = setTimeout(() => candidate.crash(), 10_000);
      await candidate.terminate();
      clearTimeout(stubborn);
      candidate = await candidate.restart();
    },
    async end() {
      await candidate.crash();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
